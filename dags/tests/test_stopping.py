"""What becomes of a container and of a pod whose task Airflow ends: their time is over, or the task was cleared."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import runs
from tests.docker_daemon import docker_daemon
from tests.kubernetes_api import kubernetes_api
from tests.outcome import Outcome
from tests.signals import handlers_kept, sending

pytestmark = pytest.mark.usefixtures("database")

PIPELINE = """
name: {name}
stages: {{ingest: {{}}}}
register: {{model: tiny, export: ingest, evaluation: ingest}}
orchestration: {{executor: {executor}, retries: 0, timeout: 3h}}
"""

# As of a training that saves its state when it is asked to stop.
STOPPED = Outcome("a log", exit_code=3, until_stopped=True)
OUT_OF_TIME = {
    "code": "TASK_OUT_OF_TIME",
    "sentence": "It was not done within 3:00:00.",
    "remedy": "Where Airflow does not try it again, clear the task to go on from its last checkpoint;"
    " if it needs longer, raise `timeout` in `orchestration`.",
    "exit_code": 3,
}


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    with handlers_kept():
        yield


@pytest.fixture
def rolled_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """Runs the one task of a DAG; what it left as its failure."""

    def run(name: str, executor: str, **variables: str) -> dict[str, Any]:
        (tmp_path / "tiny.yaml").write_text(PIPELINE.format(name=name, executor=executor))
        for variable, value in {"WAVETRAIN_PIPELINES": str(tmp_path), **variables}.items():
            monkeypatch.setenv(variable, value)
        run = runs.run(f"rollback_{name}")
        assert run.state == "failed"
        return dict(run.xcom("rollback", "failure"))

    return run


def test_a_container_out_of_time_is_stopped_and_removed(rolled_back: Callable[..., dict[str, Any]]) -> None:
    with docker_daemon(lambda asked: STOPPED, sending(signal.SIGALRM)) as daemon:
        assert rolled_back("late", "docker", DOCKER_HOST=daemon.address) == OUT_OF_TIME
        assert daemon.over.is_set()
    assert "POST /containers/container/stop?t=75" in daemon.calls
    assert "container" in daemon.removed()


def test_the_container_of_a_cleared_task_is_asked_to_stop(rolled_back: Callable[..., dict[str, Any]]) -> None:
    with docker_daemon(lambda asked: STOPPED, sending(signal.SIGTERM)) as daemon:
        assert rolled_back("cleared", "docker", DOCKER_HOST=daemon.address)["code"] == "TASK_STOPPED"
    asked = daemon.calls.index("POST /containers/container/kill?signal=SIGTERM")
    assert asked < daemon.calls.index("POST /containers/container/stop?t=75")
    assert "container" in daemon.removed()


def test_a_pod_out_of_time_is_deleted_with_time_to_save_its_state(rolled_back: Callable[..., dict[str, Any]]) -> None:
    with kubernetes_api(lambda pod: STOPPED, sending(signal.SIGALRM)) as api:
        failure = rolled_back("late-pod", "kubernetes", AIRFLOW_CONN_KUBERNETES_DEFAULT=api.connection())
        assert api.stopped.is_set()
    assert failure == OUT_OF_TIME
    (pod,) = api.pods.values()
    assert api.deleted == {pod["metadata"]["name"]: None}
    assert pod["spec"]["terminationGracePeriodSeconds"] == 75


def test_the_pod_of_a_cleared_task_is_deleted(rolled_back: Callable[..., dict[str, Any]]) -> None:
    with kubernetes_api(lambda pod: STOPPED, sending(signal.SIGTERM)) as api:
        failure = rolled_back("cleared-pod", "kubernetes", AIRFLOW_CONN_KUBERNETES_DEFAULT=api.connection())
    assert failure["code"] == "TASK_STOPPED"
    assert api.deleted == dict.fromkeys(api.pods, "75")
