"""What is sent to a Docker daemon, and what is made of its answers."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import runs
from tests.docker_daemon import DockerDaemon, Request, docker_daemon
from tests.outcome import Outcome

pytestmark = pytest.mark.usefixtures("database")

PIPELINE = """
name: {name}
stages: {{finetune: {{}}}}
register: {{model: tiny, export: finetune, evaluation: finetune}}
orchestration:
  retries: {retries}
  retry_delay: 1s
  stages: {{finetune: {{cpus: 2.5, memory: 4Gi, gpus: 1}}}}
"""

BEGUN = {
    "pipelineRunId": "1",
    "jobs": [{"stage": "finetune", "kind": "finetune", "needs": {}, "job": {"kind": "finetune", "inputs": {}}}],
}
TRAINED = {"event": "finished", "key": "finetune/1", "contentDigest": "1", "cached": False}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets up a pipeline of a name, whose tasks the daemon runs."""

    def set_up(name: str, daemon: DockerDaemon, retries: int = 0) -> None:
        (tmp_path / "tiny.yaml").write_text(PIPELINE.format(name=name, retries=retries))
        variables = {
            "WAVETRAIN_PIPELINES": str(tmp_path),
            "WAVETRAIN_TASK_PIPELINES": "/pipelines",
            "WAVETRAIN_IMAGE_TAG": "0.1.0",
            "WAVETRAIN_S3_BUCKET": "artifacts",
            "WAVETRAIN_S3_CONNECTION": "store",
            "WAVETRAIN_DOCKER_NETWORK": "services",
            "WAVETRAIN_DOCKER_USER": "10001:10001",
            "WAVETRAIN_DOCKER_MOUNTS": "/data:/recordings,/srv/pipelines:/pipelines",
            "AIRFLOW_CONN_STORE": json.dumps({"conn_type": "aws", "login": "id", "password": "s3cret"}),
            "DOCKER_HOST": daemon.address,
        }
        for variable, value in variables.items():
            monkeypatch.setenv(variable, value)

    return set_up


def outcome(asked: Request) -> Outcome:
    """Each task's result in its file, and a log in which the line of the result is broken."""
    command = (asked["Cmd"] or ["task", "stage"])[1]
    results: dict[str, dict[str, Any]] = {"begin": BEGUN, "stage": TRAINED}
    result = results.get(command, {"model": "tiny", "version": 1})
    return Outcome('a log\n{"key": WARN broken', result=result)


def test_a_container_is_confined_and_gets_what_the_file_asks_for(settings: Callable[..., None]) -> None:
    with docker_daemon(outcome) as daemon:
        settings("contained", daemon)
        run = runs.run("comparison_contained")
    assert run.state == "success"
    begin, finetune, *others = daemon.containers

    assert begin["Image"] == "wavetrain/wavetrain:0.1.0"
    assert begin["Cmd"][:3] == ["task", "begin", "/pipelines/tiny.yaml"]
    assert begin["HostConfig"].get("NanoCpus") is None
    assert {tuple(asked["Cmd"][:2]) for asked in others} == {("task", "finish"), ("task", "compare")}

    assert finetune["Image"] == "wavetrain/finetune-cuda:0.1.0"
    assert not finetune["Cmd"]
    assert finetune["User"] == "10001:10001"
    environment = dict(variable.split("=", 1) for variable in finetune["Env"])
    assert json.loads(environment.pop("WAVETRAIN_JOB")) == {"kind": "finetune", "inputs": {}}
    assert environment == {
        "AWS_ACCESS_KEY_ID": "id",
        "AWS_SECRET_ACCESS_KEY": "s3cret",
        "WAVETRAIN_S3_BUCKET": "artifacts",
        "WAVETRAIN_WORK": "/work",
        "WAVETRAIN_RESULT": "/work/result.json",
        "OMP_NUM_THREADS": "2",
    }
    host = finetune["HostConfig"]
    assert (host["NanoCpus"], host["Memory"]) == (2_500_000_000, 4 * 1024**3)
    assert host["DeviceRequests"][0]["Count"] == 1
    assert host["NetworkMode"] == "services"
    assert host["ReadonlyRootfs"] is True
    assert host["CapDrop"] == ["ALL"] and host["SecurityOpt"] == ["no-new-privileges"]
    assert "exec" in host["Tmpfs"]["/tmp"]
    mounts = {mount["Target"]: mount for mount in host["Mounts"]}
    assert mounts["/recordings"] == {"Target": "/recordings", "Source": "/data", "Type": "bind", "ReadOnly": True}
    assert mounts["/pipelines"]["ReadOnly"] is True
    assert mounts["/work"]["Type"] == "volume" and not mounts["/work"].get("Source")
    assert "s3cret" not in runs.rendered(run)


def test_a_container_and_its_volume_are_removed_with_what_a_killed_try_left(settings: Callable[..., None]) -> None:
    with docker_daemon(outcome) as daemon:
        settings("removed", daemon)
        assert runs.run("rollback_removed").state == "success"
    assert daemon.removed() == ["leftover", "container", "leftover"]
    looked_for = [call for call in daemon.calls if call.startswith("GET /containers/json")]
    assert all("org.wavetrain.task" in query and "running" not in query for query in looked_for)


def test_a_failure_is_found_in_the_log_and_is_not_tried_again(settings: Callable[..., None]) -> None:
    event = '{"event": "failure", "code": "NO_CHAMPION", "sentence": "There is none.", "remedy": "Promote one."}'
    with docker_daemon(lambda asked: Outcome(f"a log\n{event}\nmore log\n", exit_code=2)) as daemon:
        settings("failing", daemon)
        run = runs.run("rollback_failing")
    assert run.state == "failed"
    assert run.xcom("rollback", "failure")["code"] == "NO_CHAMPION"
    assert run.xcom("rollback", "failure")["exit_code"] == 2


def test_a_success_without_a_result_is_a_failure(settings: Callable[..., None]) -> None:
    with docker_daemon(lambda asked: Outcome('a log\n{"model": WARN broken\n')) as daemon:
        settings("silent", daemon)
        run = runs.run("rollback_silent")
    assert run.state == "failed"
    assert run.xcom("rollback", "failure")["code"] == "TASK_WITHOUT_RESULT"


def test_a_result_among_the_lines_will_do(settings: Callable[..., None]) -> None:
    line = '{"model": "tiny", "version": 3}'
    with docker_daemon(lambda asked: Outcome(f"a log\n{line}\nmore log\n")) as daemon:
        settings("printing", daemon)
        run = runs.run("rollback_printing")
    assert run.xcom("rollback", "return_value") == {"model": "tiny", "version": 3}


def test_a_container_killed_for_want_of_memory_is_not_tried_again(settings: Callable[..., None]) -> None:
    with docker_daemon(lambda asked: Outcome("a log", exit_code=137, out_of_memory=True)) as daemon:
        settings("hungry", daemon, retries=1)
        run = runs.run("rollback_hungry")
    assert run.tries["rollback"] == 1
    assert run.xcom("rollback", "failure")["code"] == "TASK_OUT_OF_MEMORY"


def test_a_container_killed_from_outside_is_tried_again(settings: Callable[..., None]) -> None:
    with docker_daemon(lambda asked: Outcome("a log", exit_code=137)) as daemon:
        settings("shot", daemon, retries=1)
        run = runs.run("rollback_shot")
    assert run.tries["rollback"] == 2
    assert run.xcom("rollback", "failure")["code"] == "TASK_KILLED"


def test_containers_that_no_task_came_back_for_are_removed_after_an_hour(settings: Callable[..., None]) -> None:
    now = datetime.now(UTC)
    with docker_daemon(outcome) as daemon:
        daemon.left = {"abandoned": now - timedelta(hours=2), "followed": now - timedelta(minutes=30)}
        settings("swept", daemon)
        assert runs.run("rollback_swept").state == "success"
    assert daemon.removed() == ["abandoned", "leftover", "container", "leftover"]
