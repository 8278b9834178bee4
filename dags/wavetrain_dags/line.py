"""The line from recordings to artifacts: begin, a task for each stage and shard, finish; mapped over variants."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from airflow.sdk import TriggerRule, get_current_context, task, task_group

from wavetrain_dags import calls
from wavetrain_dags.parameters import RUN, Request, requests_of
from wavetrain_dags.pipeline import BEGIN, CORPUS_KIND, FINISH, GATE, Stage
from wavetrain_dags.tasks import Tasks

# What `finish` has as its result is for people; any JSON object will do.
_ANY: set[str] = set()
# No stage's name has a dot: a shard's task cannot be taken for a stage's.
_SHARD = ".shard_"
# Airflow shows a task of a mapped group by this rather than by its place.
_BY_VARIANT = "{{ (task.given.get('request') or task.given.begun or {}).get('variant', '') }}"
VERDICT = {"model", "version", "passed"}


@dataclass(frozen=True)
class Line:
    """What the line leaves to the tasks after it, each as results of all variants."""

    begun: Any
    results: Mapping[str, Any]
    verdict: Any | None


def build_line(tasks: Tasks, stages: Sequence[Stage], *, with_gate: bool) -> Line:
    """Adds the tasks of these stages to the DAG in whose context it is called.

    Within the group tasks are of one variant: variants do not wait for each other, and one that fails does not stop
    the others. Airflow maps groups but nothing within them again, so that shards are tasks of their own.
    """
    made: dict[str, Any] = {}

    @task_group(group_id="variant", default_args={"map_index_template": _BY_VARIANT})
    def variant(request: Any) -> None:
        begun = tasks.command(BEGIN, calls.begin, _begin(tasks, request), {"pipelineRunId", "jobs"}).output
        results: dict[str, Any] = {}
        for stage in stages:
            upstream = {name: results[name] for name in stage.depends_on}
            results[stage.name] = _add_stage(tasks, stage, begun, upstream)
        after = {"begun": begun, "upstream": dict(results)}
        verdict = tasks.judging(GATE, calls.gate, after, VERDICT).output if with_gate else None
        tasks.command(
            FINISH,
            calls.finish,
            {**after, **({"verdict": verdict} if with_gate else {})},
            _ANY,
            trigger_rule=TriggerRule.ALL_DONE,
        )
        made.update(begun=begun, results=results, verdict=verdict)

    @task(task_id="variants")
    def variants() -> list[Request]:
        return requests_of(get_current_context(), tasks.pipeline)

    variant.expand(request=variants())
    return Line(**made)


def _begin(tasks: Tasks, request: Any) -> dict[str, Any]:
    file = f"{tasks.settings.pipelines_of_tasks}/{tasks.pipeline.file.name}"
    return {"file": file, "run": RUN, "request": request}


def _add_stage(tasks: Tasks, stage: Stage, begun: Any, upstream: Mapping[str, Any]) -> Any:
    given = {"begun": begun, "upstream": dict(upstream)}
    count = tasks.pipeline.orchestration.task(stage.name).shards
    if count > 1:
        given["shards"] = [
            tasks.stage(
                f"{stage.name}{_SHARD}{index}",
                stage,
                {**given, "shard": {"index": index, "count": count}},
                announced=False,
            ).output
            for index in range(count)
        ]
    # A corpus that is made here may be trained on here: announcing it would start that once more.
    return tasks.stage(stage.name, stage, given, announced=stage.kind != CORPUS_KIND).output
