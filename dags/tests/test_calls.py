"""What tasks call."""

import json
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowSkipException

from wavetrain_dags import calls
from wavetrain_dags.failures import TaskFailedForGood

BEGUN: dict[str, Any] = {
    "pipeline": "tiny",
    "variant": "small",
    "pipelineRunId": "1",
    "jobs": [
        {"stage": "ingest", "kind": "ingest", "needs": {}, "job": {"kind": "ingest", "inputs": {}}},
        {
            "stage": "finetune",
            "kind": "finetune",
            "needs": {"corpus": ["ingest", "augment"]},
            "job": {"kind": "finetune", "inputs": {}, "seed": 7},
        },
    ],
}
INGESTED = {"key": "ingest/1", "cached": False}
AUGMENTED = {"key": "augment/2", "cached": True}


def options(call: calls.Call) -> dict[str, str]:
    return dict(zip(call.arguments[1::2], call.arguments[2::2], strict=True))


def test_begin_is_told_the_run_its_variant_and_what_is_different() -> None:
    call = calls.begin(
        {
            "file": "/pipelines/tiny.yaml",
            "run": "retraining_tiny/manual__1",
            "request": {
                "variant": "small",
                "date": "2026-02-01",
                "overrides": ["finetune.steps=5", "finetune.exits=[2, 4]"],
                "sources": {"recordings": "/data/a b"},
            },
        }
    )
    assert call.arguments == (
        *("begin", "/pipelines/tiny.yaml", "--run", "retraining_tiny/manual__1/small", "--variant", "small"),
        *("--date", "2026-02-01", "--set", "finetune.steps=5", "--set", "finetune.exits=[2, 4]"),
        *("--source", "recordings=/data/a b"),
    )


def test_a_stage_gets_the_artifacts_of_its_inputs_in_the_order_of_the_file() -> None:
    upstream = {"augment": AUGMENTED, "ingest": INGESTED}
    call = calls.stage({"begun": BEGUN, "stage": "finetune", "upstream": upstream})
    assert call.arguments == ("stage",)
    assert json.loads(call.environment["WAVETRAIN_JOB"]) == {
        "kind": "finetune",
        "inputs": {"corpus": ["ingest/1", "augment/2"]},
        "seed": 7,
    }


def test_a_shard_is_told_which_it_is_and_the_whole_what_it_is_made_of() -> None:
    given = {"begun": BEGUN, "stage": "ingest", "upstream": {}}
    shard = calls.stage({**given, "shard": {"index": 1, "count": 2}})
    assert json.loads(shard.environment["WAVETRAIN_JOB"])["shard"] == {"index": 1, "count": 2}
    whole = calls.stage({**given, "shards": [{"key": "ingest/a"}, {"key": "ingest/b"}]})
    assert json.loads(whole.environment["WAVETRAIN_JOB"])["shards"] == ["ingest/a", "ingest/b"]


@pytest.mark.parametrize(("stage", "upstream"), [("evaluate", {}), ("finetune", {"ingest": INGESTED})])
def test_a_file_that_changed_meanwhile_is_told(stage: str, upstream: dict[str, Any]) -> None:
    with pytest.raises(TaskFailedForGood, match=r"PIPELINE_FILE_CHANGED: .* changed since Airflow read it"):
        calls.stage({"begun": BEGUN, "stage": stage, "upstream": upstream})


@pytest.mark.parametrize(
    ("upstream", "verdict", "status"),
    [
        ({"ingest": INGESTED}, {"passed": False}, "finished"),
        ({"ingest": INGESTED}, None, "failed"),
        ({"ingest": INGESTED, "finetune": None}, None, "failed"),
    ],
)
def test_a_run_is_finished_when_all_of_it_is_there(
    upstream: dict[str, Any], verdict: dict[str, Any] | None, status: str
) -> None:
    call = calls.finish({"begun": BEGUN, "upstream": upstream, "verdict": verdict})
    assert options(call)["--status"] == status
    assert json.loads(options(call)["--artifacts"]) == {"ingest": "ingest/1"}


def test_there_is_nothing_to_finish_when_nothing_was_begun() -> None:
    with pytest.raises(AirflowSkipException):
        calls.finish({"begun": None, "upstream": {}})


def test_a_promotion_says_who_approved_it() -> None:
    given = {"chosen": {"model": "tiny", "version": 3}, "run": "promotion_tiny/manual__1"}
    assert options(calls.promote(given)) == {
        "--model": "tiny",
        "--version": "3",
        "--reason": "promotion_tiny/manual__1",
    }
    approved = calls.promote({**given, "approval": {"responded_by_user": {"id": "7", "name": "ada"}}})
    assert options(approved)["--reason"] == "promotion_tiny/manual__1, approved by ada"


def test_a_version_to_promote_is_a_number_or_the_challenger() -> None:
    assert calls.gate_of_version({"model": "tiny", "version": "4"}).arguments[-2:] == ("--version", "4")
    assert calls.gate_of_version({"model": "tiny", "version": ""}).arguments == ("gate", "--model", "tiny")


def test_a_comparison_has_each_variants_run_with_its_artifacts() -> None:
    call = calls.compare(
        {
            "begun": [BEGUN, {**BEGUN, "variant": "base"}],
            "upstream": {"ingest": [INGESTED, INGESTED], "finetune": [{"key": "finetune/1"}, {"key": "finetune/2"}]},
        }
    )
    runs = json.loads(options(call)["--runs"])
    assert [run["begun"]["variant"] for run in runs] == ["small", "base"]
    assert "jobs" not in runs[0]["begun"]
    assert runs[1]["artifacts"] == {"ingest": "ingest/1", "finetune": "finetune/2"}
