"""What the model is for: recordings are heard, by the command line and over HTTP."""

import hashlib
import json
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from command_line import CommandLine
from evidence import PIPELINE, Store, Tracked
from places import Places
from processes import address_of, wait_until
from recordings import DATES
from report import Report

_SECONDS = 180


@dataclass(frozen=True)
class Using:
    """Uses the champion that MLflow names and the store holds."""

    places: Places
    store: Store
    tracked: Tracked
    command_line: CommandLine
    report: Report

    def run(self) -> None:
        """Goes through it; raises IntegrationError at the first thing that is not so."""
        self.report.begin("the champion is used")
        recording = self.places.recordings / DATES[0] / "dea-three-0.wav"
        folder = self._pulled()
        heard = self._heard(recording, folder)
        self._served(recording, heard)

    def _pulled(self) -> Path:
        folder = self.places.state / "pulled"
        champion = self.tracked.aliases()["champion"]
        told = self.command_line.read(_SECONDS, "models", "pull", f"{PIPELINE}@champion", str(folder))[0]
        self.report.require(told["version"] == champion, f"models pull copied version {champion}")
        wanted = self.store.digests(self.tracked.export(champion))
        found = {
            str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in folder.rglob("*")
            if file.is_file()
        }
        self.report.require(found == wanted, f"its {len(found)} files are those of the manifest in the store")
        return folder

    def _heard(self, recording: Path, folder: Path) -> str:
        by_name, by_folder = (
            self.command_line.read(_SECONDS, "transcribe", str(recording), "--model", model)[0]
            for model in (f"models:/{PIPELINE}@champion", str(folder))
        )
        self.report.require(
            by_name["text"] == by_folder["text"], f"transcribe hears {by_name['text']!r} by its name and its folder"
        )
        return str(by_name["text"])

    def _served(self, recording: Path, heard: str) -> None:
        before = self.tracked.aliases()["champion"]
        other = next(version for version in self.tracked.versions() if version != before)
        serving = self.command_line.service(
            *("serve-model", f"{PIPELINE}@champion", "--port", "0", "--poll", "1", "--json")
        )
        serving.start()
        try:
            address = address_of(serving, _SECONDS)
            version, text = _transcribe(address, recording)
            self.report.require((version, text) == (before, heard), f"serve-model hears the same by version {version}")
            self._promote(other)
            wait_until(
                "serve-model does not take the new champion",
                _SECONDS,
                lambda: _transcribe(address, recording)[0] == other,
            )
            self.report.require(True, f"it answered by version {other} once that was the champion, without a failure")
            metrics = _get(f"{address}/metrics").decode()
            self.report.require('outcome="done"} 1' in metrics, "its metrics count one reload")
        finally:
            serving.stop()
            self._promote(before)

    def _promote(self, version: int) -> None:
        options = ["--force", "--reason", f"{version} is to be served"]
        code = self.command_line.run(_SECONDS, "promote", PIPELINE, str(version), *options)
        self.report.require(code == 0, f"version {version} was promoted meanwhile")


def _transcribe(address: str, recording: Path) -> tuple[int, str]:
    """Which version heard what. Raises where it does not answer."""
    told = json.loads(_get(f"{address}/transcribe", recording.read_bytes()))
    return int(told["version"]), str(told["text"])


def _get(address: str, body: bytes | None = None) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, body), timeout=_SECONDS) as answer:
        return bytes(answer.read())
