"""What a person can give a single run, and what a run is called."""

from datetime import date
from typing import Any

from airflow.sdk import Context, Param

from wavetrain_dags.failures import USER_FAILURE, FailureCode, failing
from wavetrain_dags.pipeline import Pipeline
from wavetrain_dags.results import Failure

# The dag run's name: a retry and a cleared task go on with what was begun under it.
RUN = "{{ dag.dag_id }}/{{ run_id }}"

# Runs that an asset or a person started have no logical date.
DATE = "{{ params.date or (dag_run.logical_date or dag_run.run_after).strftime('%Y-%m-%d') }}"
OVERRIDES = "{{ params.overrides | tojson }}"
SOURCES = "{{ params.sources | tojson }}"


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


def variants_of(context: Context) -> list[str]:
    """The variants of a run. A wrong date is found here, before anything is begun."""
    parameters: dict[str, Any] = context["params"]
    try:
        date.fromisoformat(parameters["date"] or "2026-01-01")
    except ValueError as malformed:
        sentence = f"The date of the run is {parameters['date']!r}, which is none."
        failure = Failure(FailureCode.RUN_DATE_MALFORMED, sentence, "Write it as 2026-01-31.")
        raise failing(context, USER_FAILURE, failure) from malformed
    return list(parameters["variants"])
