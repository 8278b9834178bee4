"""Wavetrain's own command line, as a person on this machine would use it."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from places import Places
from processes import IntegrationError


@dataclass(frozen=True)
class CommandLine:
    """Starts commands with the addresses of all servers in their environment."""

    places: Places

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Starts a command, whose output goes to its log."""
        with self.log(arguments[1]).open("ab") as log:
            return subprocess.Popen(
                [self.places.root / "wavetrain", *arguments],
                cwd=self.places.state,
                env={**os.environ, **self.places.airflow_access, **self.places.services, **self.places.credentials},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def run(self, seconds: float, *arguments: str) -> int:
        """Runs a command to its end; its exit code."""
        with self.start(*arguments) as process:
            try:
                return process.wait(seconds)
            except subprocess.TimeoutExpired as late:
                told = f"wavetrain {' '.join(arguments)} takes more than {seconds:.0f} s"
                raise IntegrationError(f"{told}: see {self.log(arguments[1])}") from late
            finally:
                process.kill()

    def log(self, command: str) -> Path:
        """What the commands of this name printed."""
        return self.places.logs / f"command-{command}.log"
