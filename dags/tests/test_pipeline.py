"""What is read from pipeline files."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from wavetrain_dags.orchestration import Executor
from wavetrain_dags.pipeline import Pipeline, read_pipeline, read_pipelines
from wavetrain_dags.yaml_values import PipelineFileError

STAGES = """
stages:
  export: {inputs: {corpus: ingest, transcriber: finetune}}
  finetune: {inputs: {corpus: [ingest, more], start: base}}
  ingest: {inputs: {recordings: [on, no]}}
  more: {stage: ingest, inputs: {recordings: on}}
"""


def pipeline(tmp_path: Path, text: str) -> Pipeline:
    file = tmp_path / "pipeline.yaml"
    file.write_text("name: tiny\nsources: {on: {path: a}, no: {path: b}, base: {path: c}}\n" + text)
    return read_pipeline(file)


def test_stages_are_in_an_order_in_which_they_can_run(tmp_path: Path) -> None:
    stages = pipeline(tmp_path, STAGES).stages
    assert [stage.name for stage in stages] == ["ingest", "more", "finetune", "export"]
    assert stages[2].depends_on == ("ingest", "more")
    assert stages[2].inputs == {"corpus": ("ingest", "more"), "start": ("base",)}


def test_a_stage_has_the_kind_of_its_name_unless_it_names_another(tmp_path: Path) -> None:
    corpora = pipeline(tmp_path, STAGES).corpus_stages()
    assert [stage.name for stage in corpora] == ["ingest", "more"]


def test_names_that_yaml_1_1_took_for_booleans_are_texts(tmp_path: Path) -> None:
    assert pipeline(tmp_path, STAGES).sources == ("on", "no", "base")


def test_defaults_are_those_of_the_command_line(tmp_path: Path) -> None:
    orchestration = pipeline(tmp_path, STAGES).orchestration
    assert orchestration.schedule is None
    assert orchestration.start == date(2026, 1, 1)
    assert orchestration.executor is Executor.DOCKER
    assert orchestration.retries == 2
    assert orchestration.retry_delay == timedelta(minutes=1)
    assert orchestration.timeout == timedelta(hours=12)
    assert orchestration.approval is False
    assert orchestration.variants == ("default",)
    assert orchestration.task("finetune").shards == 1


def test_what_the_file_says_of_a_stage_goes_before_what_it_says_of_all(tmp_path: Path) -> None:
    orchestration = pipeline(
        tmp_path,
        STAGES
        + """
orchestration:
  schedule: "30 2 * * mon"
  start: 2026-03-01
  executor: kubernetes
  retries: 1
  retry_delay: 90s
  timeout: 6h
  approval: true
  variants: {small: {}, base: {finetune.size: base}}
  stages:
    finetune: {timeout: 2d, cpus: 4, memory: 16Gi, gpus: 1, node_selector: {gpu: a100}, pool: gpu_a100, retries: 5}
    ingest: {shards: 4}
""",
    ).orchestration
    assert (orchestration.schedule, orchestration.start) == ("30 2 * * mon", date(2026, 3, 1))
    assert (orchestration.executor, orchestration.approval) == (Executor.KUBERNETES, True)
    assert orchestration.variants == ("small", "base")
    finetune = orchestration.task("finetune")
    assert (finetune.timeout, finetune.retries) == (timedelta(days=2), 5)
    assert (finetune.cpus, finetune.memory_mebibytes, finetune.gpus) == (4, 16384, 1)
    assert (finetune.node_selector, finetune.pool) == ({"gpu": "a100"}, "gpu_a100")
    ingest = orchestration.task("ingest")
    assert (ingest.shards, ingest.timeout, ingest.retries) == (4, timedelta(hours=6), 1)
    assert orchestration.task().timeout == timedelta(hours=6)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("orchestration: {timeout: 12}", "timeout is '12', not a time span such as 90s, 5m, 12h or 2d."),
        ("orchestration: {executor: dokcer}", "executor is 'dokcer', not docker, kubernetes or process."),
        ("orchestration: {approval: yes}", "approval is 'yes', not true or false."),
        ("orchestration: {schedule: 0 25 * * *}", "schedule is '0 25 * * *', not a cron expression of five fields"),
        ("orchestration: {schedule: 0 0 3 * * *}", "schedule is '0 0 3 * * *', not a cron expression of five fields"),
        ('orchestration: {schedule: "@dayly"}', "schedule is '@dayly', not a cron expression of five fields"),
        ("orchestration: {start: 2026-02-30}", "start is '2026-02-30', not a date"),
        ("orchestration: {stages: {finetune: {memory: 16GB}}}", "memory is '16GB', not an amount of memory"),
        ("orchestration: {scheduel: daily}", "orchestration has 'scheduel', which is none of schedule, start,"),
        ("orchestration: [docker]", "orchestration is not a mapping"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_place(tmp_path: Path, written: str, told: str) -> None:
    with pytest.raises(PipelineFileError, match=r"pipeline\.yaml") as raised:
        pipeline(tmp_path, STAGES + written)
    assert told in str(raised.value)


def test_a_circle_of_stages_is_told(tmp_path: Path) -> None:
    with pytest.raises(PipelineFileError, match="circle"):
        pipeline(tmp_path, "stages: {a: {inputs: {corpus: b}}, b: {inputs: {corpus: a}}}")


def test_a_broken_file_does_not_take_the_others_along(tmp_path: Path) -> None:
    pipeline(tmp_path, STAGES)
    (tmp_path / "broken.yaml").write_text("stages: [")
    (tmp_path / "twice.yaml").write_text("name: tiny\n" + STAGES)
    pipelines, problems = read_pipelines(tmp_path)
    assert [file.name for file in pipelines] == ["pipeline.yaml"]
    assert {file.name for file in problems} == {"broken.yaml", "twice.yaml"}
    assert "pipeline.yaml has too" in str(problems[tmp_path / "twice.yaml"])
