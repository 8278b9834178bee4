"""What is made of a pod's end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from kubernetes.client import models as k8s

from tests import runs
from tests.kubernetes_api import KubernetesApi, Pod, kubernetes_api
from tests.outcome import Outcome

pytestmark = pytest.mark.usefixtures("database")

PIPELINE = """
name: {name}
stages: {{ingest: {{}}}}
register: {{model: tiny, export: ingest, evaluation: ingest}}
orchestration: {{executor: kubernetes, retries: 0}}
"""

BEGUN = {
    "pipelineRunId": "1",
    "jobs": [{"stage": "ingest", "kind": "ingest", "needs": {}, "job": {"kind": "ingest", "inputs": {}}}],
}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, KubernetesApi], None]:
    """Sets up a pipeline of a name, whose tasks are pods."""

    def set_up(name: str, api: KubernetesApi) -> None:
        (tmp_path / "tiny.yaml").write_text(PIPELINE.format(name=name))
        monkeypatch.setenv("WAVETRAIN_PIPELINES", str(tmp_path))
        monkeypatch.setenv("AIRFLOW_CONN_KUBERNETES_DEFAULT", api.connection())

    return set_up


def outcome(pod: Pod) -> Outcome:
    arguments = pod["spec"]["containers"][0].get("args") or ["task", "stage"]
    results: dict[str, dict[str, Any]] = {"begin": BEGUN, "stage": {"key": "ingest/1", "cached": True}}
    return Outcome("a log", result=results.get(arguments[1], {"done": True}))


def test_results_go_from_pod_to_pod(settings: Callable[[str, KubernetesApi], None]) -> None:
    with kubernetes_api(outcome) as api:
        settings("pods", api)
        run = runs.run("corpus_pods")
    assert run.state == "success"
    assert run.xcom("variant.ingest", "return_value", 0) == {"key": "ingest/1", "cached": True}
    assert len(api.pods) == 3
    assert api.deleted.keys() == api.pods.keys()


def test_a_pods_failure_is_told_by_its_code(settings: Callable[[str, KubernetesApi], None]) -> None:
    event = '{"event": "failure", "code": "NO_CHAMPION", "sentence": "There is none.", "remedy": "Promote one."}'
    with kubernetes_api(lambda pod: Outcome(f"a log\n{event}\nmore log", exit_code=2)) as api:
        settings("failing-pod", api)
        run = runs.run("rollback_failing-pod")
    assert run.state == "failed"
    assert run.xcom("rollback", "failure") == {
        "code": "NO_CHAMPION",
        "sentence": "There is none.",
        "remedy": "Promote one.",
        "exit_code": 2,
    }
    assert api.deleted.keys() == api.pods.keys()


def test_a_pod_whose_task_is_killed_has_time_to_save_its_state(settings: Callable[[str, KubernetesApi], None]) -> None:
    with kubernetes_api(outcome) as api:
        settings("killed-pod", api)
        task: Any = runs.dag_bag().dags["rollback_killed-pod"].get_task("rollback")
        task.pod = k8s.V1Pod(metadata=k8s.V1ObjectMeta(name="running", namespace="default"))
        task.on_kill()
    assert api.deleted == {"running": "75"}
