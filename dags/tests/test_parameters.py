"""What a run begins with: what a person gave it, or what the corpus brought that started it."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from airflow.sdk import Context
from airflow.sdk.exceptions import ParamValidationError
from airflow.sdk.execution_time.comms import AssetEventDagRunReferenceResult
from airflow.sdk.execution_time.context import TriggeringAssetEventsAccessor

from wavetrain_dags.assets import asset
from wavetrain_dags.parameters import requests_of
from wavetrain_dags.pipeline import CORPUS_KIND, Pipeline, read_pipeline

GIVEN: dict[str, Any] = {"date": None, "sources": {}, "overrides": ["finetune.steps=5"], "variants": ["small", "base"]}


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    file = tmp_path / "tiny.yaml"
    file.write_text("name: tiny\nsources: {recordings: {path: a}}\nstages: {ingest: {}}\n")
    return read_pipeline(file)


def context(pipeline: Pipeline, *brought: dict[str, Any], **given: Any) -> Context:
    """Of a run without a logical date on the 5th, which corpora started that came one day after the other."""
    corpus = asset(pipeline, CORPUS_KIND)
    events = [
        AssetEventDagRunReferenceResult.model_validate(
            {
                "asset": {"name": corpus.name, "uri": corpus.uri, "extra": {}},
                "extra": extra,
                "source_task_id": None,
                "source_dag_id": None,
                "source_run_id": None,
                "source_map_index": None,
                "source_aliases": [],
                "timestamp": datetime(2026, 2, day, tzinfo=UTC),
            }
        )
        for day, extra in enumerate(brought, start=1)
    ]
    run = SimpleNamespace(logical_date=None, run_after=datetime(2026, 2, 5, 1, tzinfo=UTC))
    accessor = TriggeringAssetEventsAccessor.build(reversed(events))
    return cast(Context, {"params": {**GIVEN, **given}, "dag_run": run, "triggering_asset_events": accessor})


def test_each_variant_begins_with_what_the_run_was_given(pipeline: Pipeline) -> None:
    small, base = requests_of(context(pipeline, date="2026-01-31"), pipeline)
    assert small == {"variant": "small", "date": "2026-01-31", "sources": {}, "overrides": ["finetune.steps=5"]}
    assert base == {**small, "variant": "base"}


def test_the_newest_corpus_says_what_it_was_made_of(pipeline: Pipeline) -> None:
    older = {"date": "2026-01-01", "sources": {"recordings": "/older"}, "overrides": []}
    newest = {"key": "ingest/1", "date": "2026-01-02", "sources": {"recordings": "/newest"}, "overrides": []}
    request, _ = requests_of(context(pipeline, older, newest), pipeline)
    assert request == {
        "variant": "small",
        "date": "2026-01-02",
        "sources": {"recordings": "/newest"},
        "overrides": [],
    }


def test_an_event_that_says_nothing_leaves_a_run_its_own_day(pipeline: Pipeline) -> None:
    request, _ = requests_of(context(pipeline, {}), pipeline)
    assert (request["date"], request["overrides"]) == ("2026-02-05", ["finetune.steps=5"])


def test_an_event_cannot_bring_what_a_person_could_not_give(pipeline: Pipeline) -> None:
    with pytest.raises(ParamValidationError):
        requests_of(context(pipeline, {"sources": {"music": "/elsewhere"}}), pipeline)
