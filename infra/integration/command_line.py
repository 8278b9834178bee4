"""Wavetrain's own command line, as a person on this machine would use it."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from places import Places
from processes import IntegrationError, Program

# Their commands have names of their own.
_GROUPS = ("airflow", "models", "task")


@dataclass(frozen=True)
class CommandLine:
    """Starts commands with the addresses of all servers in their environment."""

    places: Places

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Starts a command, whose output goes to its log."""
        with self.log(_name(arguments)).open("ab") as log:
            return self._started(arguments, log, log)

    def run(self, seconds: float, *arguments: str) -> int:
        """Runs a command to its end; its exit code."""
        with self.start(*arguments) as process:
            try:
                return process.wait(seconds)
            except subprocess.TimeoutExpired as late:
                raise self._late(seconds, arguments) from late
            finally:
                process.kill()

    def read(self, seconds: float, *arguments: str, codes: tuple[int, ...] = (0,)) -> list[Any]:
        """What a command prints with `--json`, one for each line. Raises where it ends with another code."""
        log = self.log(_name(arguments))
        with log.open("ab") as errors, self._started((*arguments, "--json"), subprocess.PIPE, errors) as process:
            try:
                printed, _ = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired as late:
                raise self._late(seconds, arguments) from late
            finally:
                process.kill()
            errors.write(printed)
        if process.returncode not in codes:
            told = f"wavetrain {' '.join(arguments)} ended with {process.returncode}"
            raise IntegrationError(f"{told}: see {log}")
        return [json.loads(line) for line in printed.splitlines()]

    def service(self, *arguments: str) -> Program:
        """A command that runs until it is stopped; not started yet."""
        command: list[str | Path] = [self.places.root / "wavetrain", *arguments]
        return Program(f"command-{_name(arguments)}", command, self._environment(), self.places)

    def log(self, command: str) -> Path:
        """What the commands of this name printed."""
        return self.places.logs / f"command-{command}.log"

    def _started(
        self, arguments: tuple[str, ...], output: IO[bytes] | int, errors: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [self.places.root / "wavetrain", *arguments],
            cwd=self.places.state,
            env={**os.environ, **self._environment()},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
        )

    def _environment(self) -> dict[str, str]:
        return {**self.places.airflow_access, **self.places.services, **self.places.credentials}

    def _late(self, seconds: float, arguments: tuple[str, ...]) -> IntegrationError:
        told = f"wavetrain {' '.join(arguments)} takes more than {seconds:.0f} s"
        return IntegrationError(f"{told}: see {self.log(_name(arguments))}")


def _name(arguments: tuple[str, ...]) -> str:
    return arguments[1] if arguments[0] in _GROUPS else arguments[0]
