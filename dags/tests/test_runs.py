"""Runs of the DAGs with tasks as processes, whose program is the stand-in of program.py."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import runs

pytestmark = pytest.mark.usefixtures("database")

LOWER = {"reason": "measured", "metric": "wer", "better": "lower"}

GRAPH: dict[str, Any] = {
    "ingest": {"kind": "ingest", "needs": {}},
    "finetune": {"kind": "finetune", "needs": {"corpus": ["ingest"]}, "base": {"size": "base"}},
}

PIPELINE = """
name: {name}
sources: {{recordings: {{path: /nowhere}}}}
stages:
  ingest: {{inputs: {{recordings: recordings}}}}
  finetune: {{inputs: {{corpus: ingest}}}}
register: {{model: {name}, export: finetune, evaluation: finetune, metric: wer}}
orchestration: {{executor: process, retries: 1, retry_delay: 1s, schedule: "@daily", {more}}}
"""


@pytest.fixture
def pipelines(tmp_path: Path, program_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "pipelines"
    folder.mkdir()
    monkeypatch.setenv("WAVETRAIN_PIPELINES", str(folder))
    (program_folder / "graph.json").write_text(json.dumps(GRAPH))
    verdicts = {
        variant: {**LOWER, "version": version, "value": value, "passed": True}
        for variant, version, value in (("small", 1, 0.3), ("base", 2, 0.2), ("default", 3, 0.2), ("version", 4, 0.1))
    }
    (program_folder / "verdicts.json").write_text(json.dumps(verdicts))
    return folder


def write(pipelines: Path, name: str, more: str = "") -> None:
    (pipelines / f"{name}.yaml").write_text(PIPELINE.format(name=name, more=more))


def called(folder: Path, command: str) -> list[dict[str, Any]]:
    lines = (folder / "calls.jsonl").read_text().splitlines()
    return [call for call in map(json.loads, lines) if call["command"] == command]


def option(call: dict[str, Any], name: str) -> str:
    return str(call["arguments"][call["arguments"].index(name) + 1])


def test_all_variants_are_trained_and_the_best_one_is_promoted_last(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "best", "variants: {small: {}, base: {finetune.size: base}}, stages: {ingest: {shards: 2}}")
    run = runs.run(
        "retraining_best", date="2026-02-03", overrides=["finetune.steps=5"], sources={"recordings": "/data"}
    )

    assert run.state == "success"
    assert set(run.tasks.values()) == {"success"}
    assert run.order()[-1] == "promote"
    assert {"variant.ingest.shard_0[1]", "variant.ingest.shard_1[1]", "variant.ingest[1]"} <= run.tasks.keys()
    assert option(called(program_folder, "promote")[0], "--version") == "2"

    first, second = called(program_folder, "begin")
    assert {option(first, "--variant"), option(second, "--variant")} == {"small", "base"}
    assert option(first, "--run") == f"retraining_best/{run.run_id}/{option(first, '--variant')}"
    assert option(first, "--date") == "2026-02-03"
    assert option(first, "--set") == "finetune.steps=5"
    assert option(first, "--source") == "recordings=/data"
    assert [option(call, "--status") for call in called(program_folder, "finish")] == ["finished", "finished"]

    # The corpus of this run is trained on in this run: announcing it would start the next one.
    assert set(run.announced()) == {"wavetrain_best_finetune"}
    assert len(run.announced()["wavetrain_best_finetune"]) == 2
    assert runs.run("retraining_best").announced() == {}


def test_what_a_person_must_mend_is_told_and_not_tried_again(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "broken")
    (program_folder / "fail-finetune").write_text("2")
    run = runs.run("retraining_broken")

    assert run.state == "failed"
    assert run.tasks["variant.finetune[0]"] == "failed"
    assert run.tries["variant.finetune[0]"] == 1
    assert run.tasks["variant.finish[0]"] == "success"
    assert run.tasks["promote"] == "upstream_failed"
    assert option(called(program_folder, "finish")[0], "--status") == "failed"
    assert run.xcom("variant.finetune", "failure", map_index=0) == {
        "code": "TEXT_MISSING",
        "sentence": "No texts.",
        "remedy": "Add some.",
        "exit_code": 2,
    }


def test_a_run_that_cannot_begin_has_nothing_to_finish(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "unbegun")
    (program_folder / "fail-begin").write_text("2")
    run = runs.run("retraining_unbegun")
    assert run.state == "failed"
    assert (run.tasks["variant.begin[0]"], run.tasks["variant.finish[0]"]) == ("failed", "skipped")
    assert not called(program_folder, "finish")


def test_what_a_pipeline_file_lost_since_airflow_read_it_is_told(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "changed")
    (program_folder / "graph.json").write_text(json.dumps({"ingest": GRAPH["ingest"]}))
    run = runs.run("retraining_changed")
    assert run.tasks["variant.finetune[0]"] == "failed"
    assert run.tries["variant.finetune[0]"] == 1
    assert run.xcom("variant.finetune", "failure", map_index=0)["code"] == "PIPELINE_FILE_CHANGED"


def test_a_stage_that_was_stopped_is_tried_again(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "stopped")
    (program_folder / "fail-finetune").write_text("3")
    run = runs.run("retraining_stopped")
    assert run.state == "failed"
    assert run.tries["variant.finetune[0]"] == 2


def test_a_stage_out_of_time_is_asked_to_stop(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "slow", "stages: {finetune: {timeout: 2s, retries: 0}}")
    (program_folder / "fail-finetune").write_text("hang")
    run = runs.run("retraining_slow")
    assert run.tasks["variant.finetune[0]"] == "failed"
    assert (program_folder / "stopped").read_text() == "SIGTERM"
    failure = run.xcom("variant.finetune", "failure", map_index=0)
    assert (failure["code"], failure["sentence"]) == ("TASK_OUT_OF_TIME", "It was not done within 0:00:02.")


def test_the_champion_stays_when_the_gate_does_not_pass(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "worse")
    verdict = {**LOWER, "version": 1, "value": 0.9, "passed": False}
    (program_folder / "verdicts.json").write_text(json.dumps({"default": verdict}))
    run = runs.run("retraining_worse")
    assert run.state == "success"
    assert (run.tasks["choose"], run.tasks["promote"]) == ("skipped", "skipped")
    assert option(called(program_folder, "finish")[0], "--status") == "finished"


def test_a_new_corpus_starts_retraining_and_one_that_was_there_does_not(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "fresh")
    assert runs.run("corpus_fresh").state == "success"
    runs.unpause("retraining_fresh")
    assert runs.run("corpus_fresh").announced() == {}
    assert not runs.is_queued("retraining_fresh")

    for artifact in program_folder.glob("ingest-*"):
        artifact.unlink()
    announced = runs.run("corpus_fresh").announced()
    assert [event["key"][:7] for event in announced["wavetrain_fresh_ingest"]] == ["ingest/"]
    assert runs.is_queued("retraining_fresh")


def test_a_new_corpus_is_trained_on_as_it_was_ingested(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "brought")
    ingested = runs.run(
        "corpus_brought", date="2026-02-03", sources={"recordings": "/other"}, overrides=["ingest.seed=7"]
    )
    assert runs.run_because_of(ingested, "retraining_brought").state == "success"
    for begun in called(program_folder, "begin"):
        assert option(begun, "--date") == "2026-02-03"
        assert option(begun, "--source") == "recordings=/other"
        assert option(begun, "--set") == "ingest.seed=7"
    assert len(called(program_folder, "begin")) == 2


def test_what_a_try_made_that_died_is_announced_by_the_next(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "died")
    for stage, dag_id in (("ingest", "corpus_died"), ("finetune", "retraining_died")):
        (program_folder / f"die-{stage}").touch()
        run = runs.run(dag_id)
        assert run.state == "success"
        assert run.tries[f"variant.{stage}[0]"] == 2
        assert run.xcom(f"variant.{stage}", "return_value", 0)["cached"]
        assert [len(events) for events in run.announced().values()] == [1]
        assert run.announced().keys() == {f"wavetrain_died_{stage}"}


def test_a_corpus_that_a_retraining_made_is_new_all_the_same(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "earlier")
    assert runs.run("retraining_earlier").announced().keys() == {"wavetrain_earlier_finetune"}
    assert runs.run("corpus_earlier").announced().keys() == {"wavetrain_earlier_ingest"}
    assert runs.run("corpus_earlier").announced() == {}


def test_variants_are_compared_with_each_other(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "compared", "variants: {small: {}, base: {finetune.size: base}}")
    run = runs.run("comparison_compared")
    assert run.state == "success"
    compared = json.loads(option(called(program_folder, "compare")[0], "--runs"))
    assert [one["begun"]["variant"] for one in compared] == ["small", "base"]
    assert compared[0]["artifacts"]["finetune"] != compared[1]["artifacts"]["finetune"]
    assert not called(program_folder, "gate")
    assert {name: len(events) for name, events in run.announced().items()} == {"wavetrain_compared_finetune": 2}


def test_a_version_is_promoted_through_the_gate_and_rolled_back(pipelines: Path, program_folder: Path) -> None:
    write(pipelines, "chosen")
    assert runs.run("promotion_chosen", version=4).state == "success"
    assert called(program_folder, "gate")[0]["arguments"] == ["--model", "chosen", "--version", "4"]
    assert option(called(program_folder, "promote")[0], "--version") == "4"
    verdict = {**LOWER, "version": 5, "value": 0.9, "passed": False}
    (program_folder / "verdicts.json").write_text(json.dumps({"version": verdict}))
    refused = runs.run("promotion_chosen")
    assert (refused.state, refused.tasks["choose"]) == ("failed", "failed")
    assert refused.xcom("choose", "failure")["code"] == "GATE_REFUSED"
    assert len(called(program_folder, "promote")) == 1
    assert runs.run("rollback_chosen").state == "success"
    assert option(called(program_folder, "rollback")[0], "--model") == "chosen"


def test_credentials_are_in_the_environment_and_airflows_own_secrets_are_not(
    pipelines: Path, program_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(pipelines, "secret")
    monkeypatch.setenv("WAVETRAIN_S3_CONNECTION", "store")
    monkeypatch.setenv("AIRFLOW_CONN_STORE", json.dumps({"conn_type": "aws", "login": "id", "password": "s3cret"}))
    monkeypatch.setenv("AIRFLOW__CORE__FERNET_KEY", "")
    monkeypatch.setenv("AIRFLOW_VAR_TOKEN", "another")
    monkeypatch.setenv("WAVETRAIN_AIRFLOW_PASSWORD", "yet another")
    run = runs.run("rollback_secret")
    assert called(program_folder, "rollback")[0]["secrets"] == {"AWS_SECRET_ACCESS_KEY": "s3cret"}
    assert "s3cret" not in runs.rendered(run)
