"""How failures end tasks, and who hears of them."""

import os
import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowTaskTimeout

from tests.loopback import Handler, serving
from tests.places import DAGS
from wavetrain_dags.failures import FailureCode, TaskFailed, TaskFailedForGood, error_of, failure_of
from wavetrain_dags.pipeline import read_pipeline
from wavetrain_dags.results import Failure
from wavetrain_dags.settings import settings_from
from wavetrain_dags.tasks import Tasks

Report = Callable[[Context], None]

FAILURE = Failure("TEXT_MISSING", "No texts.", "Add some.")


def context(exception: BaseException | None) -> Context:
    instance = SimpleNamespace(
        dag_id="retraining_tiny",
        run_id="manual__1",
        task_id="variant.finetune",
        map_index=1,
        try_number=3,
        log_url="http://airflow/log",
    )
    return cast(Context, {"ti": instance, "exception": exception})


@pytest.fixture
def report(tmp_path: Path) -> Report:
    """What Airflow calls, with the settings as they are then."""
    file = tmp_path / "tiny.yaml"
    file.write_text("name: tiny\nstages: {ingest: {}}\n")

    def call(failed: Context) -> None:
        Tasks(read_pipeline(file), settings_from(os.environ)).default_arguments()["on_failure_callback"](failed)

    return call


class Webhook(Handler[list[dict[str, Any]]]):
    """Notes what it is told."""

    def do_POST(self) -> None:
        self.state.append(self.read_json())
        self.send(b"", status=204)


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    received: list[dict[str, Any]] = []
    with serving(Webhook, received) as port:
        monkeypatch.setenv("WAVETRAIN_WEBHOOK", f"http://127.0.0.1:{port}/")
        yield received


@pytest.mark.parametrize(("exit_code", "kind"), [(1, TaskFailed), (3, TaskFailed), (137, TaskFailed)])
def test_what_may_go_well_the_next_time_is_tried_again(exit_code: int, kind: type[Exception]) -> None:
    assert isinstance(error_of(exit_code, FAILURE), kind)


@pytest.mark.parametrize("exit_code", [2, 4])
def test_what_a_person_must_mend_is_not_tried_again(exit_code: int) -> None:
    assert isinstance(error_of(exit_code, FAILURE), TaskFailedForGood)


def test_a_task_that_told_nothing_has_a_code_all_the_same() -> None:
    assert failure_of(2, FAILURE) is FAILURE
    assert failure_of(137, None).code == "TASK_KILLED"
    assert failure_of(4, None).code == "TASK_OUT_OF_MEMORY"
    assert failure_of(5, None).code == "TASK_HUNG"
    assert failure_of(1, None) == Failure("TASK_FAILED", "It ended with exit code 1.", "Its log says why.")


def test_a_failure_is_told_with_stage_run_code_and_log(
    webhook: list[dict[str, Any]], report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    report(context(TaskFailed(FAILURE)))
    for part in ("variant.finetune", "manual__1", "TEXT_MISSING", "http://airflow/log"):
        assert part in caplog.text
    assert webhook == [
        {
            "dag": "retraining_tiny",
            "run": "manual__1",
            "task": "variant.finetune",
            "map_index": 1,
            "try": 3,
            "code": "TEXT_MISSING",
            "sentence": "No texts.",
            "remedy": "Add some.",
            "message": "TEXT_MISSING: No texts. Add some.",
            "log": "http://airflow/log",
        }
    ]


def test_an_error_of_airflow_itself_is_told_by_its_name(webhook: list[dict[str, Any]], report: Report) -> None:
    report(context(ConnectionError("no route")))
    assert (webhook[0]["code"], webhook[0]["sentence"]) == ("ConnectionError", "no route")


def test_a_task_that_airflow_lost_has_a_code_too(webhook: list[dict[str, Any]], report: Report) -> None:
    report(context(None))
    assert webhook[0]["code"] == "TASK_LOST"


def test_a_task_that_calls_no_program_and_is_out_of_time_has_a_code_too(
    webhook: list[dict[str, Any]], report: Report
) -> None:
    report(context(AirflowTaskTimeout("Timeout, PID: 7")))
    assert webhook[0]["code"] == "TASK_OUT_OF_TIME"
    assert "`timeout`" in webhook[0]["remedy"]


def test_a_webhook_that_is_away_is_noted(
    report: Report, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("WAVETRAIN_WEBHOOK", "http://127.0.0.1:9/")
    report(context(TaskFailed(FAILURE)))
    assert "cannot be told" in caplog.text


class Mail(socketserver.StreamRequestHandler):
    """Does not speak HTTP."""

    def handle(self) -> None:
        self.rfile.readline()
        self.wfile.write(b"220 mail.example ready\r\n")


def test_a_webhook_that_is_none_is_noted(
    report: Report, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mail) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("WAVETRAIN_WEBHOOK", f"http://127.0.0.1:{server.server_address[1]}/")
        report(context(TaskFailed(FAILURE)))
        server.shutdown()
    assert "cannot be told: 220 mail.example" in caplog.text


def test_every_code_is_in_the_documentation_once_and_no_other() -> None:
    section = (DAGS / "README.md").read_text().split("These are the DAGs' own:")[1]
    documented = re.findall(r"^\| `([A-Z_]+)` \|", section, re.MULTILINE)
    assert sorted(documented) == sorted(FailureCode)
