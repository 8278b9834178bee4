"""Runs a task as a process of the machine that Airflow's worker is on."""

import json
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from airflow.sdk import BaseOperator, Context

from wavetrain_dags.calls import Call
from wavetrain_dags.credentials import credentials
from wavetrain_dags.operators.task import (
    RESULT_VARIABLE,
    STOP_PATIENCE_SECONDS,
    Ended,
    Work,
    conclude,
    in_time,
    prepared,
)
from wavetrain_dags.results import Result
from wavetrain_dags.settings import Settings

# Airflow's own settings, connections and variables, secrets among them, are none of the task's business, nor is how
# one signs in to it.
_AIRFLOW_PREFIXES = ("AIRFLOW_", "_AIRFLOW", "WAVETRAIN_AIRFLOW_")


class ProcessTask(BaseOperator):
    """Runs `wavetrain task ...`. The process has a session of its own and is asked to stop before it is killed."""

    template_fields = ("given",)

    def __init__(self, *, work: Work, given: Mapping[str, Any], settings: Settings, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.given = dict(given)
        self.work = work
        self.settings = settings
        self._process: subprocess.Popen[str] | None = None

    def execute(self, context: Context) -> Result:
        call = prepared(self.work, self.given, context)
        with in_time(context, self.execution_timeout), tempfile.TemporaryDirectory(prefix="wavetrain-task-") as folder:
            result = Path(folder) / "result.json"
            ended = self._run(call, result)
        return conclude(self.work, ended, context)

    def on_kill(self) -> None:
        """Asks the process to stop. Airflow leaves 5 s here, so that it ends on its own."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def _run(self, call: Call, result: Path) -> Ended:
        command = [*self.settings.command, "task", *call.arguments]
        self.log.info("Running %s", " ".join(command[:3]))
        with subprocess.Popen(
            command,
            env=self._environment(call, result),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        ) as process:
            self._process = process
            try:
                lines = self._follow(process)
                exit_code = process.wait()
            finally:
                self._end(process)
        # A process that a signal ended has the number that a shell and a container would tell.
        code = 128 - exit_code if exit_code < 0 else exit_code
        return Ended(code, lines, json.loads(result.read_text()) if code == 0 and result.exists() else None)

    def _environment(self, call: Call, result: Path) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(_AIRFLOW_PREFIXES)}
        return {
            **inherited,
            **self.settings.services,
            **credentials(self.settings),
            **call.environment,
            RESULT_VARIABLE: str(result),
        }

    def _follow(self, process: subprocess.Popen[str]) -> tuple[str, ...]:
        log = threading.Thread(target=self._copy, args=(process.stderr, []), daemon=True)
        log.start()
        lines: list[str] = []
        self._copy(process.stdout, lines)
        log.join()
        return tuple(lines)

    def _copy(self, stream: IO[str] | None, lines: list[str]) -> None:
        for line in stream or ():
            lines.append(line.rstrip("\n"))
            self.log.info("%s", lines[-1])

    def _end(self, process: subprocess.Popen[str]) -> None:
        """After a timeout the process still runs: it gets the time to save its state."""
        if process.poll() is not None:
            return
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(STOP_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
