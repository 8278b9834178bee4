"""What the operators have in common: from the results of the tasks before to a call, and from its end to a result."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowTaskTimeout

from wavetrain_dags.calls import Call, Prepare
from wavetrain_dags.failures import (
    DONE,
    STOPPED,
    USER_FAILURE,
    FailureCode,
    TaskFailedForGood,
    failing,
    failure_of,
    out_of_time,
)
from wavetrain_dags.orchestration import TaskSettings
from wavetrain_dags.results import Failure, Result, last_failure, last_result

# Where a container leaves its result; a volume, so that it can be written although the rest is read-only.
WORK_FOLDER = "/work"
RESULT_VARIABLE = "WAVETRAIN_RESULT"
WORK_VARIABLE = "WAVETRAIN_WORK"

# What a stage has to save its state; it ends itself after 60 s.
STOP_PATIENCE_SECONDS = 75


@dataclass(frozen=True)
class Work:
    """What a task is there for.

    `prepare` turns the task's rendered values into the call; `image` is the container that has the program, and
    `result_keys` are those that its result has at least; `conclude` is told the result of a task that succeeded.
    """

    prepare: Prepare
    image: str
    is_stage: bool
    result_keys: frozenset[str]
    conclude: Callable[[Context, Result], object] | None = None


@dataclass(frozen=True)
class Ended:
    """How a call ended: its exit code, the lines that it printed, and the result where it left one in a file."""

    exit_code: int
    lines: tuple[str, ...]
    result: Result | None = None


def prepared(work: Work, given: Mapping[str, Any], context: Context) -> Call:
    """The call of a task; raises TaskFailedForGood."""
    try:
        return work.prepare(given)
    except TaskFailedForGood as failed:
        raise failing(context, USER_FAILURE, failed.failure) from failed


@contextmanager
def in_time(context: Context, allowed: timedelta | None) -> Iterator[None]:
    """Tells why Airflow stopped a task whose time was over; what runs within has to stop its program as it is left."""
    try:
        yield
    except AirflowTaskTimeout as timeout:
        raise failing(context, STOPPED, out_of_time(allowed)) from timeout


def conclude(work: Work, ended: Ended, context: Context) -> Result:
    """The result of a call; raises TaskFailed or TaskFailedForGood."""
    if ended.exit_code != DONE:
        failure = failure_of(ended.exit_code, last_failure(ended.lines))
        raise failing(context, ended.exit_code, failure)
    result = ended.result
    if result is None or not work.result_keys <= result.keys():
        result = last_result(ended.lines, work.result_keys)
    if result is None:
        wanted = ", ".join(sorted(work.result_keys))
        failure = Failure(
            FailureCode.TASK_WITHOUT_RESULT,
            f"It succeeded, but left no result with {wanted}.",
            "Use images, or a command line, of the version that the DAGs are of.",
        )
        raise failing(context, DONE, failure)
    if work.conclude:
        work.conclude(context, result)
    return result


def threads(task: TaskSettings) -> dict[str, str]:
    """How many threads compute: as many as the container's share of processors, not one for each of the machine's."""
    return {"OMP_NUM_THREADS": str(max(1, int(task.cpus)))} if task.cpus else {}


def container_arguments(work: Work, call: Call) -> list[str]:
    """A stage's image is its program; the image of the command line has them all."""
    return [] if work.is_stage else ["task", *call.arguments]
