"""Runs of the DAGs with the real command line, from recordings to champion; two updates teach the model nothing."""

import os
from pathlib import Path

import pytest

from tests import runs
from tests.places import REPOSITORY
from tests.recordings import make_recordings

pytestmark = [pytest.mark.program, pytest.mark.usefixtures("database")]

PIPELINE = """
name: line
sources:
  recordings: {{path: "{folder}/${{date}}", layout: ljspeech}}
stages:
  ingest: {{inputs: {{recordings: recordings}}}}
  finetune: {{inputs: {{corpus: ingest}}, parameters: {{steps: 2, evaluate_every: 2, batch_size: 2}}}}
  evaluate: {{inputs: {{corpus: ingest, transcriber: finetune}}}}
  export: {{inputs: {{corpus: ingest, transcriber: finetune, evaluation: evaluate}}}}
register: {{model: line, export: export, evaluation: evaluate, metric: wer}}
orchestration:
  executor: process
  retries: 1
  retry_delay: 1s
  variants: {{two: {{}}, three: {{finetune.steps: 3}}}}
  stages: {{ingest: {{shards: 2}}}}
"""

STAGES = ("ingest", "finetune", "evaluate", "export")


@pytest.fixture
def line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with recordings of one date and a pipeline; the program's home is there too."""
    make_recordings(tmp_path / "recordings" / "2026-02-01")
    pipelines = tmp_path / "pipelines"
    pipelines.mkdir()
    (pipelines / "line.yaml").write_text(PIPELINE.format(folder=tmp_path / "recordings"))
    monkeypatch.setenv("WAVETRAIN_PIPELINES", str(pipelines))
    monkeypatch.setenv("WAVETRAIN_COMMAND", os.environ.get("PROGRAM", str(REPOSITORY / "wavetrain")))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def cached(run: runs.Run) -> set[bool]:
    return {run.xcom(f"variant.{stage}", "return_value", variant)["cached"] for stage in STAGES for variant in (0, 1)}


def test_recordings_become_a_champion_and_what_is_there_is_not_made_again(line: Path) -> None:
    compared = runs.run("comparison_line", date="2026-02-03")
    assert compared.state == "success", compared.tasks
    assert not compared.xcom("variant.export", "return_value", 0)["cached"]
    # Both variants are trained on one corpus.
    assert {name: len(events) for name, events in compared.announced().items()} == {
        "wavetrain_line_finetune": 2,
        "wavetrain_line_evaluate": 2,
        "wavetrain_line_export": 2,
    }
    assert compared.xcom("compare", "return_value")["report"].endswith("comparison.html")

    trained = runs.run_by_command("retraining_line", date="2026-02-01")
    assert trained.state == "success", trained.tasks
    assert cached(trained) == {True}
    assert trained.order()[-1] == "promote"
    assert trained.announced() == {}
    verdicts = [trained.xcom("variant.gate", "return_value", variant) for variant in (0, 1)]
    assert trained.xcom("choose", "return_value") == min(verdicts, key=lambda verdict: verdict["value"])

    # There was none before it.
    back = runs.run("rollback_line")
    assert back.state == "failed"
    assert back.xcom("rollback", "failure")["code"] == "FORMER_CHAMPION_MISSING"


def test_a_parameter_that_cannot_be_is_told_by_its_code_and_not_tried_again(line: Path) -> None:
    run = runs.run("retraining_line", overrides=["finetune.steps=0"], variants=["two"], date="2026-02-03")
    assert run.state == "failed"
    assert run.tries["variant.begin[0]"] == 1
    failure = run.xcom("variant.begin", "failure", 0)
    assert (failure["code"], failure["exit_code"]) == ("PIPELINE_INVALID", 2)
    assert "finetune.steps=0: steps is 0" in failure["sentence"]
