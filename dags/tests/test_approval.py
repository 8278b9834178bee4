"""A person's word on promotions, given as people give it: to Airflow's server, while the run waits."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import runs
from tests.people import Person, airflow_server, end_overdue_waiting, whenever_asked

pytestmark = pytest.mark.usefixtures("database")

GRAPH = {"ingest": {"kind": "ingest", "needs": {}}}

PIPELINE = """
name: {name}
sources: {{recordings: {{path: /nowhere}}}}
stages:
  ingest: {{inputs: {{recordings: recordings}}}}
register: {{model: {name}, export: ingest, evaluation: ingest, metric: wer}}
orchestration: {{executor: process, approval: {approval}, variants: {{small: {{}}, base: {{}}}}}}
"""

SignIn = Callable[[str, str], Person]


@pytest.fixture(scope="module")
def sign_in(database: None) -> Iterator[SignIn]:
    with airflow_server() as signed_in:
        yield signed_in


@pytest.fixture
def ada(sign_in: SignIn) -> Person:
    return sign_in("ada", "user")


@pytest.fixture
def pipeline(tmp_path: Path, program_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Writes a pipeline file, and what the gate says of its versions 1 and 2, which are trained, and 4."""
    monkeypatch.setenv("WAVETRAIN_PIPELINES", str(tmp_path))
    (program_folder / "graph.json").write_text(json.dumps(GRAPH))

    def write(name: str, approval: str = "true", passed: bool = True) -> None:
        (tmp_path / "pipeline.yaml").write_text(PIPELINE.format(name=name, approval=approval))
        verdicts = {
            variant: {"model": name, "version": version, "value": value, "passed": passed, "reason": f"wer is {value}"}
            for variant, version, value in (("small", 1, 0.3), ("base", 2, 0.2), ("version", 4, 0.1))
        }
        (program_folder / "verdicts.json").write_text(json.dumps(verdicts))

    return write


def promotions(program_folder: Path) -> list[dict[str, str]]:
    """The options of each promotion that there was."""
    calls = map(json.loads, (program_folder / "calls.jsonl").read_text().splitlines())
    given = [call["arguments"] for call in calls if call["command"] == "promote"]
    return [dict(zip(one[::2], one[1::2], strict=True)) for one in given]


def test_a_version_that_is_approved_becomes_the_champion_in_the_name_of_who_did(
    pipeline: Callable[..., None], program_folder: Path, ada: Person
) -> None:
    pipeline("approved")
    with whenever_asked(lambda: ada.answer("Approve")):
        run = runs.run("promotion_approved", version=4)
    assert run.state == "success"
    assert run.order() == ["gate", "choose", "approval", "promote"]
    reason = f"promotion_approved/{run.run_id}, approved by ada"
    assert promotions(program_folder) == [{"--model": "approved", "--version": "4", "--reason": reason}]


def test_a_retraining_asks_once_for_the_best_of_its_variants(
    pipeline: Callable[..., None], program_folder: Path, ada: Person
) -> None:
    pipeline("trained")
    asked = []

    def answer() -> None:
        asked.append(ada.question())
        ada.answer("Approve")

    with whenever_asked(answer):
        run = runs.run("retraining_trained")
    assert run.state == "success"
    (question,) = asked
    assert (question["subject"], question["body"]) == ("Promote version 2 of trained to champion?", "wer is 0.2")
    assert [promotion["--version"] for promotion in promotions(program_folder)] == ["2"]


def test_a_version_that_is_rejected_is_not_promoted_and_the_log_says_who_said_no(
    pipeline: Callable[..., None], program_folder: Path, ada: Person, caplog: pytest.LogCaptureFixture
) -> None:
    pipeline("rejected")
    with whenever_asked(lambda: ada.answer("Reject")):
        run = runs.run("promotion_rejected", version=4)
    assert run.state == "success"
    assert (run.tasks["approval"], run.tasks["promote"]) == ("success", "skipped")
    assert promotions(program_folder) == []
    told = '{"event": "message", "line": "ada said no: nothing is promoted, the champion stays."}'
    assert told in caplog.messages


def test_a_run_that_nobody_answers_in_time_fails_and_says_so(
    pipeline: Callable[..., None],
    program_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    pipeline("unanswered")
    monkeypatch.setenv("WAVETRAIN_APPROVAL_TIMEOUT", "1s")
    with whenever_asked(end_overdue_waiting):
        run = runs.run("promotion_unanswered", version=4)
    assert run.state == "failed"
    assert (run.tasks["approval"], run.tasks["promote"]) == ("failed", "upstream_failed")
    assert promotions(program_folder) == []
    # Its question was asked long enough: it is not asked again by itself.
    assert run.tries["approval"] == 1
    assert run.xcom("approval", "failure") == {
        "code": "APPROVAL_MISSING",
        "sentence": "Nobody answered within 0:00:01: Promote version 4 of unanswered to champion?",
        "remedy": "Clear this task to have it asked again; WAVETRAIN_APPROVAL_TIMEOUT says for how long.",
        "exit_code": 2,
    }
    assert '{"event": "failure", "code": "APPROVAL_MISSING", "sentence": "Nobody' in caplog.text


def test_who_may_only_look_cannot_approve(
    pipeline: Callable[..., None], program_folder: Path, sign_in: SignIn, ada: Person
) -> None:
    pipeline("watched")
    statuses = []

    def answer() -> None:
        statuses.append(sign_in("eve", "viewer").answer("Approve"))
        assert ada.question()["responded_at"] is None
        statuses.append(ada.answer("Reject"))

    with whenever_asked(answer):
        runs.run("promotion_watched", version=4)
    assert statuses == [403, 200]
    assert promotions(program_folder) == []


def test_nobody_is_asked_about_versions_that_did_not_pass(pipeline: Callable[..., None], program_folder: Path) -> None:
    pipeline("worse", passed=False)
    with whenever_asked(lambda: pytest.fail("a person is asked")):
        run = runs.run("retraining_worse")
    assert run.state == "success"
    assert (run.tasks["choose"], run.tasks["approval"], run.tasks["promote"]) == ("skipped", "skipped", "skipped")
    assert promotions(program_folder) == []


def test_nobody_is_asked_unless_the_file_says_so(pipeline: Callable[..., None], program_folder: Path) -> None:
    pipeline("alone", approval="false")
    with whenever_asked(lambda: pytest.fail("a person is asked")):
        run = runs.run("promotion_alone", version=4)
    assert run.state == "success"
    assert run.order() == ["gate", "choose", "promote"]
    assert [promotion["--reason"] for promotion in promotions(program_folder)] == [f"promotion_alone/{run.run_id}"]
