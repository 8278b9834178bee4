"""How a task that failed ends, and who hears of it."""

import json
import logging
import urllib.request
from datetime import timedelta
from enum import StrEnum
from http.client import HTTPException
from typing import Any

from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowTaskTimeout

from wavetrain_dags.events import failure_line
from wavetrain_dags.results import Failure

# As in org.wavetrain.stage.ExitCode.
DONE = 0
USER_FAILURE = 2
STOPPED = 3
OUT_OF_MEMORY = 4
HUNG = 5

# 128 and the number of the signal that ended a process or a container.
KILLED = 137
_TERMINATED = 143

FAILURE_KEY = "failure"
_WEBHOOK_PATIENCE_SECONDS = 10

_LOG = logging.getLogger(__name__)


class FailureCode(StrEnum):
    """Failures that the program does not tell itself; README.md says what to do about each."""

    APPROVAL_MISSING = "APPROVAL_MISSING"
    GATE_REFUSED = "GATE_REFUSED"
    PIPELINE_FILE_CHANGED = "PIPELINE_FILE_CHANGED"
    RUN_DATE_MALFORMED = "RUN_DATE_MALFORMED"
    TASK_FAILED = "TASK_FAILED"
    TASK_HUNG = "TASK_HUNG"
    TASK_KILLED = "TASK_KILLED"
    TASK_LOST = "TASK_LOST"
    TASK_OUT_OF_MEMORY = "TASK_OUT_OF_MEMORY"
    TASK_OUT_OF_TIME = "TASK_OUT_OF_TIME"
    TASK_STOPPED = "TASK_STOPPED"
    TASK_WITHOUT_RESULT = "TASK_WITHOUT_RESULT"


_STOPPED = Failure(
    FailureCode.TASK_STOPPED,
    "It was asked to stop.",
    "Where Airflow does not try it again, clear the task to go on from its last checkpoint.",
)
_LOST = Failure(
    FailureCode.TASK_LOST,
    "Airflow lost sight of it: its worker died, or the task was marked as failed.",
    "Look at the log of Airflow's scheduler and at the worker; clear the task to go on from its last checkpoint.",
)
_WITHOUT_EVENT = {
    STOPPED: _STOPPED,
    _TERMINATED: _STOPPED,
    HUNG: Failure(
        FailureCode.TASK_HUNG,
        "It showed no sign of life and ended itself.",
        "Read in its log what its threads did; clear the task to go on from its last checkpoint.",
    ),
    OUT_OF_MEMORY: Failure(
        FailureCode.TASK_OUT_OF_MEMORY,
        "The memory was not enough.",
        "Give it more by `memory` of the stage in `orchestration`, or make its batches smaller.",
    ),
    KILLED: Failure(
        FailureCode.TASK_KILLED,
        "It was killed, for want of memory or from outside.",
        "Where Airflow does not try it again, clear the task to go on from its last checkpoint;"
        " if it happens again, give the stage more `memory`.",
    ),
}


class TaskFailed(AirflowException):
    """A failure that another try may not meet again."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class TaskFailedForGood(AirflowFailException):
    """A failure that every try would meet: Airflow does not retry."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


def out_of_time(allowed: timedelta | None = None) -> Failure:
    """The failure of a task that Airflow stopped when its time was over."""
    return Failure(
        FailureCode.TASK_OUT_OF_TIME,
        f"It was not done within {allowed}." if allowed else "It was not done within its time.",
        "Where Airflow does not try it again, clear the task to go on from its last checkpoint;"
        " if it needs longer, raise `timeout` in `orchestration`.",
    )


def failure_of(exit_code: int, told: Failure | None) -> Failure:
    """What the task told, or what its exit code says."""
    unknown = Failure(FailureCode.TASK_FAILED, f"It ended with exit code {exit_code}.", "Its log says why.")
    return told or _WITHOUT_EVENT.get(exit_code, unknown)


def error_of(exit_code: int, failure: Failure) -> TaskFailed | TaskFailedForGood:
    """The exception for a failure: only what a person must mend is not tried again."""
    if exit_code in (USER_FAILURE, OUT_OF_MEMORY):
        return TaskFailedForGood(failure)
    return TaskFailed(failure)


def failing(context: Context, exit_code: int, failure: Failure) -> TaskFailed | TaskFailedForGood:
    """As `error_of`, leaving the failure as an XCom of its task, and in its log what the program has not told there."""
    if isinstance(failure.code, FailureCode):
        _LOG.error("%s", failure_line(failure))
    told = {
        "code": failure.code,
        "sentence": failure.sentence,
        "remedy": failure.remedy,
        "exit_code": exit_code,
    }
    context["ti"].xcom_push(key=FAILURE_KEY, value=told)
    return error_of(exit_code, failure)


def report_failure(context: Context, webhook: str | None) -> None:
    """For Airflow's callback when a task failed for good: logs it, and tells the webhook when there is one."""
    report = failure_report(context)
    _LOG.error("%s of %s failed: %s Log: %s", report["task"], report["run"], report["message"], report["log"])
    if webhook:
        _tell(webhook, report)


def failure_report(context: Context) -> dict[str, Any]:
    """Which task of which run failed, with which code, and where its log is."""
    instance = context["ti"]
    exception = context.get("exception")
    failure = _told_by(exception)
    return {
        "dag": instance.dag_id,
        "run": instance.run_id,
        "task": instance.task_id,
        "map_index": instance.map_index,
        "try": instance.try_number,
        "code": failure.code,
        "sentence": failure.sentence,
        "remedy": failure.remedy,
        "message": str(failure),
        "log": getattr(instance, "log_url", ""),
    }


def _told_by(exception: BaseException | str | None) -> Failure:
    if not isinstance(exception, BaseException):
        return _LOST
    if isinstance(exception, AirflowTaskTimeout):
        # Of a task that calls no program.
        return out_of_time()
    failure = getattr(exception, "failure", None)
    return failure if isinstance(failure, Failure) else Failure(type(exception).__name__, str(exception), "")


def _tell(webhook: str, report: dict[str, Any]) -> None:
    request = urllib.request.Request(
        webhook,
        data=json.dumps(report).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=_WEBHOOK_PATIENCE_SECONDS) as answer:
            _LOG.info("WAVETRAIN_WEBHOOK answered %s", answer.status)
    except (OSError, HTTPException) as unreachable:
        # The task's own failure counts; that nobody heard of it must not hide it.
        _LOG.warning("WAVETRAIN_WEBHOOK cannot be told: %s", unreachable)
