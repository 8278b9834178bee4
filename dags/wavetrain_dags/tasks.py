"""Makes the tasks of a pipeline's DAGs with the executor that is set."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from airflow.sdk import BaseOperator

from wavetrain_dags import calls
from wavetrain_dags.assets import alias, announce
from wavetrain_dags.calls import Prepare
from wavetrain_dags.failures import report_failure
from wavetrain_dags.operators.task import Work
from wavetrain_dags.orchestration import Executor, TaskSettings
from wavetrain_dags.pipeline import Pipeline, Stage
from wavetrain_dags.settings import Settings

_LONGEST_PAUSE = timedelta(hours=1)
# Each pause is this many times the one before it.
_BACK_OFF = 2.0

_ARTIFACT = frozenset({"key"})


@dataclass(frozen=True)
class Tasks:
    """Tasks of one pipeline. They belong to the DAG, and to the group, in whose context they are made."""

    pipeline: Pipeline
    settings: Settings

    @property
    def executor(self) -> Executor:
        return self.settings.executor or self.pipeline.orchestration.executor

    def default_arguments(self) -> dict[str, Any]:
        """What is so for every task of a DAG."""
        orchestration = self.pipeline.orchestration
        return {
            "retries": orchestration.retries,
            "retry_delay": orchestration.retry_delay,
            "retry_exponential_backoff": _BACK_OFF,
            "max_retry_delay": max(_LONGEST_PAUSE, orchestration.retry_delay),
            "execution_timeout": orchestration.timeout,
            "on_failure_callback": partial(report_failure, webhook=self.settings.webhook),
        }

    def start(self) -> datetime:
        """The first date of schedules and backfills."""
        return datetime.combine(self.pipeline.orchestration.start, time(), UTC)

    def command(self, task_id: str, prepare: Prepare, given: Mapping[str, Any], keys: set[str], **more: Any) -> Any:
        """A task that calls the command line, whose result has these keys."""
        return self._command(task_id, prepare, given, keys, self.pipeline.orchestration.task(), more)

    def judging(self, task_id: str, prepare: Prepare, given: Mapping[str, Any], keys: set[str]) -> Any:
        """A task that calls the command line, and may evaluate the champion again before it has its result."""
        return self._command(task_id, prepare, given, keys, self.pipeline.orchestration.gate, {})

    def _command(
        self,
        task_id: str,
        prepare: Prepare,
        given: Mapping[str, Any],
        keys: set[str],
        task: TaskSettings,
        more: Mapping[str, Any],
    ) -> Any:
        work = Work(prepare, self._image("wavetrain", gpus=0), is_stage=False, result_keys=frozenset(keys))
        return self._operator(task_id, work, given, task, more)

    def stage(self, task_id: str, stage: Stage, given: Mapping[str, Any], announced: bool) -> Any:
        """A task that makes the artifact of a stage, or of a shard of it, and announces it if that is wanted."""
        task = self.pipeline.orchestration.task(stage.name)
        work = Work(
            calls.stage,
            self._image(stage.kind, task.gpus),
            is_stage=True,
            result_keys=_ARTIFACT,
            conclude=(lambda context, result: announce(context, self.pipeline, stage.kind, result))
            if announced
            else None,
        )
        made = [alias(self.pipeline, stage.kind)]
        more = {"inlets": made, "outlets": made} if announced else {}
        return self._operator(task_id, work, {**given, "stage": stage.name}, task, more)

    def _image(self, name: str, gpus: int) -> str:
        suffix = "-cuda" if gpus else ""
        return f"{self.settings.image_prefix}wavetrain/{name}{suffix}:{self.settings.image_tag}"

    def _operator(
        self, task_id: str, work: Work, given: Mapping[str, Any], task: TaskSettings, more: Mapping[str, Any]
    ) -> BaseOperator:
        arguments: dict[str, Any] = {
            "task_id": task_id,
            "work": work,
            "given": given,
            "settings": self.settings,
            "retries": task.retries,
            "execution_timeout": task.timeout,
            **({"pool": task.pool} if task.pool else {}),
            **more,
        }
        # Imported here: each provider takes a second, and a DAG needs one of them.
        match self.executor:
            case Executor.DOCKER:
                from wavetrain_dags.operators.docker import DockerTask

                return DockerTask(task=task, **arguments)
            case Executor.KUBERNETES:
                from wavetrain_dags.operators.kubernetes import KubernetesTask

                return KubernetesTask(task=task, **arguments)
            case Executor.PROCESS:
                from wavetrain_dags.operators.process import ProcessTask

                return ProcessTask(**arguments)
