"""The DAG `corpus`: ingests alone; what is new there starts `retraining`."""

from typing import Any

from airflow.sdk import DAG, get_current_context, task

from wavetrain_dags.assets import alias, announce
from wavetrain_dags.building import new_dag
from wavetrain_dags.line import build_line
from wavetrain_dags.parameters import changes_of, run_parameters
from wavetrain_dags.pipeline import CORPUS_KIND, Pipeline
from wavetrain_dags.results import Result, of_variants
from wavetrain_dags.tasks import Tasks

PURPOSE = "corpus"


def build(tasks: Tasks, documentation: str) -> DAG | None:
    """Builds the DAG of one pipeline; there is none when its corpus is given."""
    pipeline = tasks.pipeline
    stages = pipeline.corpus_stages()
    if not stages:
        return None
    with new_dag(PURPOSE, tasks, documentation, schedule=None, params=run_parameters(pipeline)) as dag:
        line = build_line(tasks, stages, with_gate=False)
        _add_announcement(pipeline, dict(line.results))
    return dag


def _add_announcement(pipeline: Pipeline, results: dict[str, Any]) -> None:
    """Once all corpora are there, so that `retraining` starts once and finds them.

    It is told what this run was given, so that it finds these corpora and not those of another day.
    """
    made = [alias(pipeline, CORPUS_KIND)]

    @task(task_id="announce", inlets=made, outlets=made)
    def announce_new(results: dict[str, Any]) -> list[str]:
        corpora: dict[str, Result] = {
            result["key"]: result for found in results.values() for result in of_variants(found)
        }
        context = get_current_context()
        changes = changes_of(context, pipeline)
        return [key for key, corpus in corpora.items() if announce(context, pipeline, CORPUS_KIND, corpus, **changes)]

    announce_new(results)
