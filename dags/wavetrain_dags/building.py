"""Makes a file's DAGs: one for each pipeline file of the folder that WAVETRAIN_PIPELINES names."""

import os
from collections.abc import Callable
from typing import Any

from airflow.sdk import DAG

from wavetrain_dags.pipeline import read_pipelines
from wavetrain_dags.settings import settings_from
from wavetrain_dags.tasks import Tasks
from wavetrain_dags.yaml_values import PipelineFileError

Build = Callable[[Tasks, str], DAG | None]


def dags(build: Build, documentation: str | None) -> dict[str, DAG]:
    """The DAGs by their names, for a DAG file's globals; `require_dags` tells which pipeline files have none."""
    settings = settings_from(os.environ)
    pipelines, _ = read_pipelines(settings.pipelines)
    built = [_build(build, Tasks(pipeline, settings), documentation or "") for pipeline in pipelines.values()]
    return {dag.dag_id: dag for dag in built if isinstance(dag, DAG)}


def require_dags(*builds: Build) -> None:
    """Raises what is wrong with the pipeline files of which some DAG cannot be made; nothing when all is well."""
    settings = settings_from(os.environ)
    pipelines, problems = read_pipelines(settings.pipelines)
    for file, pipeline in pipelines.items():
        for build in builds:
            built = _build(build, Tasks(pipeline, settings), "")
            if isinstance(built, PipelineFileError):
                problems[file] = built
    if problems:
        raise PipelineFileError("\n".join(str(problem) for problem in problems.values()))


def new_dag(purpose: str, tasks: Tasks, documentation: str, **arguments: Any) -> DAG:
    """An empty DAG with what is so for all of them; further arguments are Airflow's."""
    pipeline = tasks.pipeline
    about = [f"# {purpose.capitalize()} of {pipeline.name}", pipeline.description, documentation.strip()]
    return DAG(
        dag_id=f"{purpose}_{pipeline.name}",
        description=pipeline.description or None,
        doc_md="\n\n".join(part for part in about if part),
        start_date=tasks.start(),
        catchup=False,
        max_active_runs=1,
        # A DAG file's globals are its DAGs: one whose making failed half-way is none.
        auto_register=False,
        default_args=tasks.default_arguments(),
        tags=["wavetrain", pipeline.name, purpose],
        **arguments,
    )


def _build(build: Build, tasks: Tasks, documentation: str) -> DAG | PipelineFileError | None:
    """The DAG, or why it cannot be made. Whatever that is, it must not take the DAGs of other files along."""
    try:
        return build(tasks, documentation)
    except Exception as failure:
        return PipelineFileError(f"{tasks.pipeline.file}: {failure}")
