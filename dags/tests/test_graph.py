"""What is read from pipeline files is what the command line reads, as it tells by `plan --format json`."""

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.places import RECIPES, REPOSITORY
from wavetrain_dags.orchestration import Orchestration, TaskSettings
from wavetrain_dags.pipeline import read_pipeline

pytestmark = pytest.mark.program

ORCHESTRATED = """
name: orchestrated
sources: {recordings: {path: "${home}/recordings"}}
stages:
  ingest: {inputs: {recordings: recordings}}
  augment: {inputs: {corpus: ingest}}
  finetune: {inputs: {corpus: [ingest, augment]}}
  evaluate: {inputs: {corpus: ingest, transcriber: finetune}}
orchestration:
  schedule: "30 2 * * mon"
  start: 2026-03-01
  executor: kubernetes
  retries: 5
  retry_delay: 90s
  timeout: 6h
  approval: true
  variants: {small: {}, base: {finetune.size: base, finetune.steps: 4000}}
  stages:
    finetune: {timeout: 2d, cpus: 3.5, memory: 16Gi, gpus: 1, node_selector: {gpu: a100}, pool: gpu_a100, retries: 0}
    ingest: {shards: 4}
    evaluate: {memory: 512Mi}
"""


def planned(file: Path, home: Path) -> dict[str, Any]:
    command = [*shlex.split(os.environ.get("PROGRAM", str(REPOSITORY / "wavetrain"))), "plan", str(file)]
    command += ["--format", "json", "--home", str(home)]
    printed = subprocess.run(command, check=False, capture_output=True, text=True)
    assert printed.returncode == 0, printed.stderr
    return dict(json.loads(printed.stdout))


@pytest.mark.parametrize("file", sorted(RECIPES.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_recipe_is_read_as_the_command_line_reads_it(file: Path, tmp_path: Path) -> None:
    require_same(file, tmp_path)


def test_an_orchestrated_pipeline_is_read_as_the_command_line_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "orchestrated.yaml"
    file.write_text(ORCHESTRATED)
    require_same(file, tmp_path)


def require_same(file: Path, home: Path) -> None:
    plan, pipeline = planned(file, home), read_pipeline(file)
    assert plan["name"] == pipeline.name
    assert {source["name"] for source in plan["sources"]} == set(pipeline.sources)
    assert plan.get("register", {}).get("model") == pipeline.model

    told = {stage["name"]: (stage["stage"], stage["inputs"], set(stage["depends_on"])) for stage in plan["stages"]}
    read = {
        stage.name: (stage.kind, {port: list(given) for port, given in stage.inputs.items()}, set(stage.depends_on))
        for stage in pipeline.stages
    }
    assert told == read

    settings = plan["orchestration"]
    tasks = settings.pop("stages")
    assert settings.pop("variants").keys() == set(pipeline.orchestration.variants)
    assert settings == described(pipeline.orchestration)
    assert tasks.keys() == pipeline.orchestration.stages.keys()
    for name, task in tasks.items():
        inherited = {"retries": settings["retries"], "timeout_seconds": settings["timeout_seconds"]}
        assert {**inherited, **task} == described_task(pipeline.orchestration.task(name))


def described(orchestration: Orchestration) -> dict[str, Any]:
    return {
        "schedule": orchestration.schedule,
        "start": orchestration.start.isoformat(),
        "executor": orchestration.executor,
        "retries": orchestration.retries,
        "retry_delay_seconds": orchestration.retry_delay.total_seconds(),
        "timeout_seconds": orchestration.timeout.total_seconds(),
        "approval": orchestration.approval,
    }


def described_task(task: TaskSettings) -> dict[str, Any]:
    """What is not given is left out, as the command line does."""
    optional = {
        "cpus": task.cpus,
        "memory_mebibytes": task.memory_mebibytes,
        "gpus": task.gpus,
        "node_selector": dict(task.node_selector),
        "pool": task.pool,
    }
    return {
        "retries": task.retries,
        "timeout_seconds": task.timeout.total_seconds(),
        "shards": task.shards,
        **{name: value for name, value in optional.items() if value},
    }
