"""The DAGs `promotion` and `rollback`: which version of a registered model is the champion."""

from typing import Any

from airflow.sdk import DAG, Param, get_current_context, task

from wavetrain_dags import calls
from wavetrain_dags.building import new_dag
from wavetrain_dags.failures import USER_FAILURE, FailureCode, failing
from wavetrain_dags.line import VERDICT
from wavetrain_dags.parameters import RUN
from wavetrain_dags.pipeline import GATE
from wavetrain_dags.promotion_steps import CHOOSE, add_promotion
from wavetrain_dags.results import Failure, Result
from wavetrain_dags.tasks import Tasks


def build_promotion(tasks: Tasks, documentation: str) -> DAG | None:
    """Builds the DAG that promotes a version; there is none when the pipeline registers no model."""
    model = tasks.pipeline.model
    if model is None:
        return None
    version = Param(
        None,
        type=["null", "integer"],
        minimum=1,
        description="The version to promote; none: the one with the alias challenger.",
    )
    with new_dag("promotion", tasks, documentation, schedule=None, params={"version": version}) as dag:
        given = {"model": model, "version": "{{ params.version or '' }}"}
        verdict = tasks.judging(GATE, calls.gate_of_version, given, VERDICT).output
        add_promotion(tasks, _choose(verdict))
    return dag


def build_rollback(tasks: Tasks, documentation: str) -> DAG | None:
    """Builds the DAG that makes the former champion the champion again."""
    model = tasks.pipeline.model
    if model is None:
        return None
    with new_dag("rollback", tasks, documentation, schedule=None) as dag:
        tasks.command("rollback", calls.rollback, {"model": model, "run": RUN}, {"model", "version"})
    return dag


@task(task_id=CHOOSE)
def _choose(verdict: Any) -> Result:
    """A person asked for this version: that its gate refuses it is a failure here."""
    if not verdict["passed"]:
        sentence = f"Version {verdict['version']} did not pass its gate: {verdict.get('reason', '')}"
        remedy = "Promote another version, or train a better one."
        raise failing(get_current_context(), USER_FAILURE, Failure(FailureCode.GATE_REFUSED, sentence, remedy))
    return dict(verdict)
