"""The graph of a pipeline file. What a file may hold is checked by `wavetrain`; here is only what DAGs are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from wavetrain_dags.orchestration import Orchestration, read_orchestration
from wavetrain_dags.yaml_values import PipelineFileError, Section

CORPUS_KIND = "ingest"

# What the tasks beside those of the stages are called.
BEGIN, GATE, FINISH = "begin", "gate", "finish"


@dataclass(frozen=True)
class Stage:
    """One stage: its kind, and what is connected to each of its inputs, sources or other stages."""

    name: str
    kind: str
    inputs: Mapping[str, tuple[str, ...]]
    depends_on: tuple[str, ...]


@dataclass(frozen=True)
class Pipeline:
    """A pipeline file. The stages are in an order in which they can run."""

    file: Path
    name: str
    description: str
    sources: tuple[str, ...]
    stages: tuple[Stage, ...]
    model: str | None
    orchestration: Orchestration

    def corpus_stages(self) -> tuple[Stage, ...]:
        """The stages that make corpora of recordings: they depend on no other stage."""
        return tuple(stage for stage in self.stages if stage.kind == CORPUS_KIND)


def read_pipeline(file: Path) -> Pipeline:
    """Reads a pipeline file; raises PipelineFileError."""
    document = Section.of_file(file)
    stages = document.section("stages")
    names = stages.names()
    if not names:
        raise PipelineFileError(f"{file} has no stages.")
    for name in names:
        if name in (BEGIN, GATE, FINISH):
            raise PipelineFileError(f"{file}: a stage is called {name}, as a task beside the stages is. Rename it.")
    read = {name: _stage(name, stages.section(name), names) for name in names}
    registration = document.section("register")
    return Pipeline(
        file=file,
        name=document.required("name"),
        description=document.text("description"),
        sources=tuple(document.section("sources").names()),
        stages=_in_running_order(file, read),
        model=registration.required("model") if registration.names() else None,
        orchestration=read_orchestration(document.section("orchestration")),
    )


def read_pipelines(folder: Path) -> tuple[dict[Path, Pipeline], dict[Path, PipelineFileError]]:
    """Reads all pipeline files of a folder: one that is broken must not take the others' DAGs along."""
    pipelines: dict[Path, Pipeline] = {}
    problems: dict[Path, PipelineFileError] = {}
    names: dict[str, Path] = {}
    for file in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
        try:
            pipeline = read_pipeline(file)
            if pipeline.name in names:
                raise PipelineFileError(f"{file} has the name {pipeline.name}, which {names[pipeline.name]} has too.")
            names[pipeline.name] = file
            pipelines[file] = pipeline
        except PipelineFileError as problem:
            problems[file] = problem
    return pipelines, problems


def _stage(name: str, section: Section, names: list[str]) -> Stage:
    ports = section.section("inputs")
    inputs = {port: ports.texts(port) for port in ports.names()}
    connected = dict.fromkeys(given for port in inputs.values() for given in port)
    return Stage(
        name=name,
        kind=section.text("stage", name),
        inputs=inputs,
        depends_on=tuple(given for given in connected if given in names),
    )


def _in_running_order(file: Path, stages: Mapping[str, Stage]) -> tuple[Stage, ...]:
    try:
        order = TopologicalSorter({stage.name: stage.depends_on for stage in stages.values()}).static_order()
        return tuple(stages[name] for name in order)
    except CycleError as cycle:
        raise PipelineFileError(f"{file}: stages depend on each other in a circle: {cycle.args[1]}") from cycle
