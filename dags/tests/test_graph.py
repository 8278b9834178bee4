"""Pipeline files are read, and their DAGs are made, as the command line tells by `plan --format json`."""

import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk import DAG

from tests import runs
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
    evaluate: {memory: 512Mi, shards: 2, pool: processors}
  gate: {memory: 8Gi, cpus: 2, pool: judges, retries: 1}
"""

LINES = ("comparison", "retraining")
# What Airflow itself keeps of what a stage is given; the rest is in containers and pods.
GIVEN = ("pool", "retries", "retry_delay_seconds", "timeout_seconds")


def planned(file: Path, home: Path) -> dict[str, Any]:
    command = [*shlex.split(os.environ.get("PROGRAM", str(REPOSITORY / "wavetrain"))), "plan", str(file)]
    command += ["--format", "json", "--home", str(home)]
    printed = subprocess.run(command, check=False, capture_output=True, text=True)
    assert printed.returncode == 0, printed.stderr
    return dict(json.loads(printed.stdout))


@pytest.mark.parametrize("file", sorted(RECIPES.glob("*.yaml")), ids=lambda file: file.stem)
def test_a_recipe_is_what_the_command_line_plans(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require_same(file, tmp_path, monkeypatch)


def test_an_orchestrated_pipeline_is_what_the_command_line_plans(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "pipelines" / "orchestrated.yaml"
    file.parent.mkdir()
    file.write_text(ORCHESTRATED)
    require_same(file, tmp_path, monkeypatch)


def require_same(file: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = planned(file, home)
    require_same_file(plan, file)
    monkeypatch.setenv("WAVETRAIN_PIPELINES", str(file.parent))
    dags = runs.dag_bag().dags
    for purpose in LINES:
        require_same_tasks(plan, dags[f"{purpose}_{plan['name']}"])


def require_same_tasks(plan: dict[str, Any], dag: DAG) -> None:
    """What of a DAG is within `variant`, but for what is beside the stages."""
    stages = [stage["name"] for stage in plan["stages"]]
    given = {name: plan["orchestration"]["stages"].get(name, {}) for name in stages}
    beside = {"variant.begin", "variant.finish"} | ({"variant.gate"} if dag.has_task("variant.gate") else set())
    shards = {
        name: {f"variant.{name}.shard_{index}" for index in range(own["shards"])} if own.get("shards", 1) > 1 else set()
        for name, own in given.items()
    }
    wholes = {f"variant.{name}" for name in stages}
    made = {task.task_id for task in dag.tasks if task.task_id.startswith("variant.")}
    assert made == beside.union(wholes, *shards.values())

    for stage in plan["stages"]:
        name = stage["name"]
        before = {"variant.begin"} | {f"variant.{other}" for other in stage["depends_on"]}
        assert dag.get_task(f"variant.{name}").upstream_task_ids == before | shards[name]
        for shard in shards[name]:
            assert dag.get_task(shard).upstream_task_ids == before
        for task_id in {f"variant.{name}"} | shards[name]:
            require_given(dag, task_id, {**plan["orchestration"], **given[name]})
    for task_id in beside:
        require_given(dag, task_id, plan["orchestration"])
    before_the_end = beside | wholes
    assert dag.get_task("variant.finish").upstream_task_ids == before_the_end - {"variant.finish"}
    if dag.has_task("variant.gate"):
        assert dag.get_task("variant.gate").upstream_task_ids == before_the_end - {"variant.finish", "variant.gate"}


def require_given(dag: DAG, task_id: str, expected: dict[str, Any]) -> None:
    task = dag.get_task(task_id)
    assert task.execution_timeout is not None
    assert {
        "pool": task.pool,
        "retries": task.retries,
        "retry_delay_seconds": task.retry_delay.total_seconds(),
        "timeout_seconds": task.execution_timeout.total_seconds(),
    } == {"pool": "default_pool", **{name: expected[name] for name in GIVEN if name in expected}}, task_id


def require_same_file(plan: dict[str, Any], file: Path) -> None:
    pipeline = read_pipeline(file)
    assert plan["name"] == pipeline.name
    assert {source["name"] for source in plan["sources"]} == set(pipeline.sources)
    assert plan.get("register", {}).get("model") == pipeline.model

    told = {stage["name"]: (stage["stage"], stage["inputs"], set(stage["depends_on"])) for stage in plan["stages"]}
    read = {
        stage.name: (stage.kind, {port: list(given) for port, given in stage.inputs.items()}, set(stage.depends_on))
        for stage in pipeline.stages
    }
    assert told == read

    settings = dict(plan["orchestration"])
    tasks = settings.pop("stages")
    gate = settings.pop("gate")
    assert settings.pop("variants").keys() == set(pipeline.orchestration.variants)
    assert settings == described(pipeline.orchestration)
    inherited = {"retries": settings["retries"], "timeout_seconds": settings["timeout_seconds"]}
    assert {"shards": 1, **inherited, **gate} == described_task(pipeline.orchestration.gate)
    assert tasks.keys() == pipeline.orchestration.stages.keys()
    for name, task in tasks.items():
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
