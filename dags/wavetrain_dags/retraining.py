"""The DAG `retraining`: the whole line for all variants, then the gate, then the champion."""

from typing import Any

from airflow.sdk import DAG, Asset, AssetOrTimeSchedule, CronTriggerTimetable, task
from airflow.sdk.definitions.timetables.simple import OnceTimetable

from wavetrain_dags.assets import asset
from wavetrain_dags.building import new_dag
from wavetrain_dags.line import build_line
from wavetrain_dags.parameters import run_parameters
from wavetrain_dags.pipeline import CORPUS_KIND
from wavetrain_dags.promotion_steps import CHOOSE, add_promotion, best_that_passed
from wavetrain_dags.results import Result, of_variants
from wavetrain_dags.tasks import Tasks

PURPOSE = "retraining"


def build(tasks: Tasks, documentation: str) -> DAG:
    """Builds the DAG of one pipeline."""
    pipeline = tasks.pipeline
    with new_dag(PURPOSE, tasks, documentation, schedule=_schedule(tasks), params=run_parameters(pipeline)) as dag:
        line = build_line(tasks, pipeline.stages, with_gate=pipeline.model is not None)
        if line.verdict is None:
            _complete(dict(line.results))
        else:
            add_promotion(tasks, _choose(line.verdict))
    return dag


@task(task_id="complete")
def _complete(results: dict[str, Any]) -> dict[str, list[str]]:
    """Fails the run when a variant failed: the last task of each variant, which ends its tracked run, does not."""
    return {stage: [result["key"] for result in of_variants(found)] for stage, found in results.items()}


@task(task_id=CHOOSE)
def _choose(verdicts: Any) -> Result:
    return best_that_passed(of_variants(verdicts))


def _schedule(tasks: Tasks) -> Any:
    """By time where the file says so, and whenever there is a new corpus."""
    corpus: Asset = asset(tasks.pipeline, CORPUS_KIND)
    schedule = tasks.pipeline.orchestration.schedule
    if schedule is None:
        return [corpus]
    timetable = OnceTimetable() if schedule == "@once" else CronTriggerTimetable(schedule, timezone="UTC")
    return AssetOrTimeSchedule(timetable=timetable, assets=[corpus])
