"""The part `orchestration` of a pipeline file: how its tasks are scheduled and run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from croniter import croniter

from wavetrain_dags.yaml_values import Section

DEFAULT_VARIANT = "default"

_PRESETS = ("@once", "@hourly", "@daily", "@weekly", "@monthly", "@quarterly", "@yearly")
_CRON_FIELDS = 5


class Executor(StrEnum):
    """What runs a task."""

    DOCKER = "docker"
    KUBERNETES = "kubernetes"
    PROCESS = "process"


@dataclass(frozen=True)
class TaskSettings:
    """What tasks of a stage, or those that judge, are given; None and 0 leave it to Airflow and to what runs them."""

    retries: int
    timeout: timedelta
    cpus: float = 0
    memory_mebibytes: int = 0
    gpus: int = 0
    node_selector: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pool: str | None = None
    shards: int = 1


@dataclass(frozen=True)
class Orchestration:
    """The settings of all tasks, and those of single stages."""

    schedule: str | None
    start: date
    executor: Executor
    retries: int
    retry_delay: timedelta
    timeout: timedelta
    approval: bool
    variants: tuple[str, ...]
    stages: Mapping[str, TaskSettings]
    gate: TaskSettings

    def task(self, stage: str | None = None) -> TaskSettings:
        """The settings of a stage's tasks, or of those that belong to no stage."""
        if stage is not None and stage in self.stages:
            return self.stages[stage]
        return TaskSettings(retries=self.retries, timeout=self.timeout)


def read_orchestration(section: Section) -> Orchestration:
    """Reads the part; where it is empty, all is the default."""
    section.require_known(
        "schedule", "start", "executor", "retries", "retry_delay", "timeout", "approval", "variants", "stages", "gate"
    )
    retries = section.integer("retries", 2)
    timeout = section.duration("timeout", timedelta(hours=12))
    stages = section.section("stages")
    return Orchestration(
        schedule=section.read("schedule", None, _schedule, 'a cron expression of five fields, "none" or a preset'),
        start=section.read("start", date(2026, 1, 1), date.fromisoformat, "a date such as 2026-01-31"),
        executor=section.read("executor", Executor.DOCKER, Executor, "docker, kubernetes or process"),
        retries=retries,
        retry_delay=section.duration("retry_delay", timedelta(minutes=1)),
        timeout=timeout,
        approval=section.flag("approval", False),
        variants=tuple(section.section("variants").names()) or (DEFAULT_VARIANT,),
        stages=MappingProxyType(
            {name: _task_settings(stages.section(name), retries, timeout) for name in stages.names()}
        ),
        gate=_task_settings(section.section("gate"), retries, timeout),
    )


def _schedule(text: str) -> str | None:
    if text == "none":
        return None
    # Airflow builds the DAG all the same, and never runs it.
    if text not in _PRESETS and not (len(text.split()) == _CRON_FIELDS and croniter.is_valid(text)):
        raise ValueError(text)
    return text


def _task_settings(section: Section, retries: int, timeout: timedelta) -> TaskSettings:
    labels = section.section("node_selector")
    return TaskSettings(
        retries=section.integer("retries", retries),
        timeout=section.duration("timeout", timeout),
        cpus=section.number("cpus", 0),
        memory_mebibytes=section.mebibytes("memory", 0),
        gpus=section.integer("gpus", 0),
        node_selector=MappingProxyType({label: labels.text(label) for label in labels.names()}),
        pool=section.text("pool") or None,
        shards=section.integer("shards", 1),
    )
