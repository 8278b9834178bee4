"""Programs that are started and surely stopped again."""

import contextlib
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from places import Places

_STOP_SECONDS = 40


class IntegrationError(Exception):
    """Something is not as it should be."""


@dataclass
class Program:
    """A program in a process group of its own, with its output in a file; in the folder of states unless told."""

    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    places: Places
    folder: Path | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def log(self) -> Path:
        """What it prints."""
        return self.places.logs / f"{self.name}.log"

    def start(self) -> None:
        """Starts it. Its log is continued."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.command],
                env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder or self.places.state,
                start_new_session=True,
            )

    def run(self, seconds: float) -> int:
        """Starts it and waits for its end, whatever comes between; its exit code."""
        self.start()
        try:
            return self.process.wait(seconds) if self.process else 0
        except subprocess.TimeoutExpired as late:
            raise IntegrationError(f"{self.name} takes more than {seconds:.0f} s: see {self.log}") from late
        finally:
            self.stop()

    def stop(self) -> None:
        """Asks it to end, with all that it started, and ends what does not."""
        self._signal(signal.SIGTERM)
        if self.process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(_STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """Ends it and all that it started at once, as when a machine dies."""
        self._signal(signal.SIGKILL)
        if self.process:
            self.process.wait()
            self.process = None

    def has_ended(self) -> bool:
        """Whether it ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def require_alive(self) -> None:
        """Raises IntegrationError where it has ended."""
        if self.process and self.has_ended():
            raise IntegrationError(f"{self.name} has ended with {self.process.returncode}: see {self.log}")

    def _signal(self, number: signal.Signals) -> None:
        if not self.process:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)


def wait_until(what: str, seconds: float, holds: Callable[[], bool], pause: float = 1.0) -> None:
    """Waits for a condition; raises IntegrationError when it does not come."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise IntegrationError(f"Waited {seconds:.0f} s in vain: {what}")
        time.sleep(pause)


def address_of(service: Program, seconds: float) -> str:
    """Where a service listens, as it prints with `--json`; without a slash at its end."""
    told: list[str] = []

    def listens() -> bool:
        service.require_alive()
        told.extend(re.findall(r'"address":"(http[^"]+?)/?"', service.log.read_text()))
        return bool(told)

    wait_until(f"{service.name} does not say where it listens", seconds, listens)
    return told[-1]


def answers(address: str) -> bool:
    """Whether a server answers there without an error."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(200 <= answer.status < 300)
    except (OSError, urllib.error.URLError):
        return False
