"""What is made of a pod's end."""

from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest

from tests import runs
from tests.kubernetes_api import KubernetesApi, Pod, kubernetes_api
from tests.outcome import Outcome
from wavetrain_dags.operators import pods

pytestmark = pytest.mark.usefixtures("database")

PIPELINE = """
name: {name}
stages: {{ingest: {{}}}}
register: {{model: tiny, export: ingest, evaluation: ingest}}
orchestration: {{executor: kubernetes, retries: {retries}, retry_delay: 1s, timeout: {timeout}}}
"""

BEGUN = {
    "pipelineRunId": "1",
    "jobs": [{"stage": "ingest", "kind": "ingest", "needs": {}, "job": {"kind": "ingest", "inputs": {}}}],
}

NO_PLACE = 'pods "rollback" is forbidden: exceeded quota: tasks, requested: pods=1, used: pods=50, limited: pods=50'


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets up a pipeline of a name, whose tasks are pods."""

    def set_up(name: str, api: KubernetesApi, retries: int = 0, timeout: str = "12h") -> None:
        (tmp_path / "tiny.yaml").write_text(PIPELINE.format(name=name, retries=retries, timeout=timeout))
        monkeypatch.setenv("WAVETRAIN_PIPELINES", str(tmp_path))
        monkeypatch.setenv("AIRFLOW_CONN_KUBERNETES_DEFAULT", api.connection())

    return set_up


def outcome(pod: Pod) -> Outcome:
    arguments = pod["spec"]["containers"][0].get("args") or ["task", "stage"]
    results: dict[str, dict[str, Any]] = {"begin": BEGUN, "stage": {"key": "ingest/1", "cached": True}}
    return Outcome("a log", result=results.get(arguments[1], {"done": True}))


def test_results_go_from_pod_to_pod(settings: Callable[..., None]) -> None:
    with kubernetes_api(outcome) as api:
        settings("pods", api)
        run = runs.run("corpus_pods")
    assert run.state == "success"
    assert run.xcom("variant.ingest", "return_value", 0) == {"key": "ingest/1", "cached": True}
    assert len(api.pods) == 3
    assert api.deleted.keys() == api.pods.keys()


def test_a_pods_failure_is_told_by_its_code(settings: Callable[..., None]) -> None:
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


def test_a_pod_killed_for_want_of_memory_is_not_tried_again(settings: Callable[..., None]) -> None:
    with kubernetes_api(lambda pod: Outcome("a log", exit_code=137, out_of_memory=True)) as api:
        settings("hungry-pod", api, retries=1)
        run = runs.run("rollback_hungry-pod")
    assert run.tries["rollback"] == 1
    assert run.xcom("rollback", "failure")["code"] == "TASK_OUT_OF_MEMORY"


def test_a_pod_for_which_the_quota_has_no_place_waits_for_one(
    settings: Callable[..., None], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(pods, "PAUSE_SECONDS", 0.0)
    caplog.set_level("INFO", pods.__name__)
    with kubernetes_api(lambda pod: Outcome("a log", result={"model": "tiny", "version": 1})) as api:
        api.refusals = repeat(NO_PLACE, 2)
        settings("queued-pod", api)
        assert runs.run("rollback_queued-pod").state == "success"
    assert len(api.pods) == 1
    assert caplog.text.count(f"asking again in 0 s: {NO_PLACE}") == 2


def test_a_pod_waits_for_its_place_within_its_tasks_time(settings: Callable[..., None]) -> None:
    with kubernetes_api(outcome) as api:
        api.refusals = repeat(NO_PLACE)
        settings("forgotten-pod", api, timeout="1s")
        run = runs.run("rollback_forgotten-pod")
    assert run.xcom("rollback", "failure")["code"] == "TASK_OUT_OF_TIME"
    assert not api.pods


def test_a_pod_that_is_refused_for_another_reason_is_a_failure(settings: Callable[..., None]) -> None:
    with kubernetes_api(outcome) as api:
        api.refusals = iter(["pods is forbidden: failed quota: tasks: must specify limits.memory"])
        settings("refused-pod", api)
        assert runs.run("rollback_refused-pod").state == "failed"
    assert not api.pods
