"""The DAG `comparison`: several variants on one snapshot of the corpus, side by side."""

from airflow.sdk import DAG

from wavetrain_dags import calls
from wavetrain_dags.building import new_dag
from wavetrain_dags.line import build_line
from wavetrain_dags.parameters import run_parameters
from wavetrain_dags.tasks import Tasks

PURPOSE = "comparison"


def build(tasks: Tasks, documentation: str) -> DAG:
    """Builds the DAG of one pipeline."""
    pipeline = tasks.pipeline
    with new_dag(PURPOSE, tasks, documentation, schedule=None, params=run_parameters(pipeline)) as dag:
        line = build_line(tasks, pipeline.stages, with_gate=False)
        tasks.command("compare", calls.compare, {"begun": line.begun, "upstream": dict(line.results)}, set())
    return dag
