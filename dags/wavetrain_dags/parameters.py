"""What a person can give a single run, and what a run is called."""

from datetime import date
from typing import Any

from airflow.sdk import Context, Param

from wavetrain_dags.assets import asset
from wavetrain_dags.failures import USER_FAILURE, FailureCode, failing
from wavetrain_dags.pipeline import CORPUS_KIND, Pipeline
from wavetrain_dags.results import Failure

# The dag run's name: a retry and a cleared task go on with what was begun under it.
RUN = "{{ dag.dag_id }}/{{ run_id }}"

Request = dict[str, Any]

# What the corpus that starts a run decides on, where one does.
_CHANGES = ("date", "sources", "overrides")


def run_parameters(pipeline: Pipeline) -> dict[str, Param]:
    """Changes to the pipeline file for one run."""
    return {
        "overrides": Param(
            [],
            type="array",
            items={"type": "string", "pattern": r"^[^.=\s]+\.[^.=\s]+=.*"},
            description="Parameters that differ from the file's, each STAGE.PARAMETER=VALUE.",
        ),
        "sources": Param(
            {},
            type="object",
            propertyNames={"enum": list(pipeline.sources)},
            additionalProperties={"type": "string", "minLength": 1},
            description="Sources that are elsewhere than the file says: name and path as tasks see it.",
        ),
        "date": Param(
            None,
            type=["null", "string"],
            format="date",
            description="The day whose recordings are used (${date} in the file); none: that of the run.",
        ),
        "variants": Param(
            list(pipeline.orchestration.variants),
            type="array",
            minItems=1,
            uniqueItems=True,
            items={"type": "string", "enum": list(pipeline.orchestration.variants)},
            description="The variants of the file that are run.",
        ),
    }


def requests_of(context: Context, pipeline: Pipeline) -> list[Request]:
    """What each variant of a run begins with. A wrong date is found here, before anything is begun."""
    changes = changes_of(context, pipeline)
    try:
        date.fromisoformat(changes["date"])
    except ValueError as malformed:
        sentence = f"The date of the run is {changes['date']!r}, which is none."
        failure = Failure(FailureCode.RUN_DATE_MALFORMED, sentence, "Write it as 2026-01-31.")
        raise failing(context, USER_FAILURE, failure) from malformed
    return [{"variant": variant, **changes} for variant in context["params"]["variants"]]


def changes_of(context: Context, pipeline: Pipeline) -> dict[str, Any]:
    """The date, sources and overrides of a run; the newest corpus of those that started it brings its own."""
    parameters: dict[str, Any] = context["params"]
    changes = {name: parameters[name] for name in _CHANGES}
    corpora = context["triggering_asset_events"].get(asset(pipeline, CORPUS_KIND), ())
    if corpora:
        brought = max(corpora, key=lambda event: event.timestamp).extra
        # A person can make such an event, too.
        checks = run_parameters(pipeline)
        changes |= {name: checks[name].resolve(brought[name]) for name in _CHANGES if name in brought}
    run = context["dag_run"]
    # Runs that an asset or a person started have no logical date.
    return {**changes, "date": changes["date"] or (run.logical_date or run.run_after).strftime("%Y-%m-%d")}
