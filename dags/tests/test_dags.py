"""The DAG files: each can be imported, and each DAG is as it should be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import DAG
from airflow.serialization.serialized_objects import DagSerialization

from tests import runs
from tests.places import DAGS, RECIPES
from wavetrain_dags.pipeline import read_pipelines

PIPELINES, _ = read_pipelines(RECIPES)

# What each file makes DAGs for, of a pipeline that registers a model.
PURPOSES = {
    "comparison.py": ["comparison"],
    "corpus.py": ["corpus"],
    "pipeline_files.py": [],
    "promotion.py": ["promotion"],
    "retraining.py": ["retraining"],
    "rollback.py": ["rollback"],
}
NEED_A_MODEL = {"promotion", "rollback"}


@pytest.fixture(scope="module", params=["docker", "kubernetes", "process"])
def dags(request: pytest.FixtureRequest) -> Iterator[dict[str, DAG]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAVETRAIN_EXECUTOR", request.param)
        bag = runs.dag_bag()
        assert bag.import_errors == {}
        yield bag.dags


def test_every_file_beside_the_package_is_accounted_for() -> None:
    assert {file.name for file in DAGS.glob("*.py")} == PURPOSES.keys()


def test_every_pipeline_has_its_dags(dags: dict[str, DAG]) -> None:
    expected = {
        f"{purpose}_{pipeline.name}"
        for pipeline in PIPELINES.values()
        for purposes in PURPOSES.values()
        for purpose in purposes
        if pipeline.model or purpose not in NEED_A_MODEL
    }
    assert dags.keys() == expected


def test_airflow_can_keep_every_dag(dags: dict[str, DAG]) -> None:
    for dag in dags.values():
        kept = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag))
        assert kept.task_ids == dag.task_ids


def test_the_docstring_of_its_file_is_a_dags_documentation(dags: dict[str, DAG]) -> None:
    for dag in dags.values():
        text = Path(dag.fileloc).read_text()
        documentation = text[3 : text.index('"""', 3)].strip()
        assert dag.doc_md and dag.doc_md.endswith(documentation)


def test_dags_run_one_at_a_time_and_do_not_catch_up(dags: dict[str, DAG]) -> None:
    for dag in dags.values():
        assert (dag.catchup, dag.max_active_runs) == (False, 1)


def test_every_task_is_limited_in_time_and_tried_again(dags: dict[str, DAG]) -> None:
    for dag in dags.values():
        for task in dag.tasks:
            assert task.on_failure_callback, task
            assert task.execution_timeout, task
            assert task.retries == 2 and task.retry_exponential_backoff == 2.0, task


def test_promotion_is_the_last_task_of_a_retraining(dags: dict[str, DAG]) -> None:
    dag = dags["retraining_quickstart"]
    assert {task.task_id for task in dag.leaves} == {"promote", "variant.finish"}
    assert dag.get_task("promote").upstream_task_ids == {"choose"}
    assert dag.get_task("choose").upstream_task_ids == {"variant.gate"}


def test_a_pipeline_without_a_model_ends_with_all_its_artifacts(dags: dict[str, DAG]) -> None:
    dag = dags["retraining_torgo"]
    assert {task.task_id for task in dag.leaves} == {"complete", "variant.finish"}


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (
            "name: bad\nstages: {ingest: {}}\norchestration: {executor: podman}\n",
            "executor is 'podman', not docker, kubernetes or process.",
        ),
        ("name: bad\nstages: {ingest: {}, finish: {stage: ingest}}\n", "a stage is called finish"),
        ("name: a bad one\nstages: {ingest: {}}\n", "a bad one"),
        # Airflow minds when a part of the DAG is there already.
        ('name: bad\nstages: {"a stage": {stage: ingest}}\n', "a stage"),
    ],
)
def test_a_pipeline_file_that_has_no_dags_is_an_import_error_of_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bad: str, told: str
) -> None:
    (tmp_path / "good.yaml").write_text("name: good\nstages: {ingest: {}}\n")
    (tmp_path / "bad.yaml").write_text(bad)
    monkeypatch.setenv("WAVETRAIN_PIPELINES", str(tmp_path))
    bag = runs.dag_bag()
    assert set(bag.dags) == {"retraining_good", "comparison_good", "corpus_good"}
    assert {Path(file).name for file in bag.import_errors} == {"pipeline_files.py"}
    (error,) = bag.import_errors.values()
    assert f"{tmp_path / 'bad.yaml'}: " in error
    assert told in error


def test_shards_have_names_that_no_stage_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "alike.yaml").write_text(
        "name: alike\nstages: {ingest: {}, ingest_shard_0: {stage: ingest}}\n"
        "orchestration: {executor: process, stages: {ingest: {shards: 2}}}\n"
    )
    monkeypatch.setenv("WAVETRAIN_PIPELINES", str(tmp_path))
    bag = runs.dag_bag()
    assert bag.import_errors == {}
    dag = bag.dags["corpus_alike"]
    assert dag.get_task("variant.ingest_shard_0").upstream_task_ids == {"variant.begin"}
    assert dag.get_task("variant.ingest").upstream_task_ids == {
        "variant.begin",
        "variant.ingest.shard_0",
        "variant.ingest.shard_1",
    }


@pytest.fixture
def asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, DAG]:
    (tmp_path / "asking.yaml").write_text(
        "name: asking\nstages: {ingest: {}}\nregister: {model: asking, export: ingest, evaluation: ingest}\n"
        'orchestration: {approval: true, schedule: "30 2 * * mon", executor: process}\n'
    )
    monkeypatch.setenv("WAVETRAIN_PIPELINES", str(tmp_path))
    return dict(runs.dag_bag().dags)


@pytest.mark.parametrize("dag_id", ["retraining_asking", "promotion_asking"])
def test_a_person_approves_between_the_choice_and_the_promotion(asking: dict[str, DAG], dag_id: str) -> None:
    dag = asking[dag_id]
    approval = dag.get_task("approval")
    assert isinstance(approval, ApprovalOperator)
    assert approval.upstream_task_ids == {"choose"}
    assert dag.get_task("promote").upstream_task_ids == {"choose", "approval"}
    assert "approval" not in asking["rollback_asking"].task_ids


def test_a_schedule_and_a_new_corpus_both_start_a_retraining_and_it_can_be_backfilled(asking: dict[str, DAG]) -> None:
    timetable = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(asking["retraining_asking"])).timetable
    assert timetable.summary == "Asset or 30 2 * * mon"
    # What Airflow asks before it makes a backfill.
    assert timetable.periodic
    assert [asset.name for _, asset in timetable.asset_condition.iter_assets()] == ["wavetrain_asking_ingest"]


@pytest.mark.parametrize("schedule", ["@once", "@hourly", "@daily", "@weekly", "@monthly", "@quarterly", "@yearly"])
def test_airflows_presets_are_schedules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, schedule: str) -> None:
    text = f'name: preset\nstages: {{ingest: {{}}}}\norchestration: {{schedule: "{schedule}", executor: process}}\n'
    (tmp_path / "preset.yaml").write_text(text)
    monkeypatch.setenv("WAVETRAIN_PIPELINES", str(tmp_path))
    dag = runs.dag_bag().dags["retraining_preset"]
    timetable = DagSerialization.deserialize_dag(DagSerialization.serialize_dag(dag)).timetable
    assert timetable.can_be_scheduled
    assert timetable.periodic == (schedule != "@once")
