"""What people decide: which version is in service, and which is again."""

from dataclasses import dataclass
from typing import Any

from command_line import CommandLine
from evidence import PIPELINE, Tracked
from report import Report

_SECONDS = 180
_REFUSED = 2
_RIVALS = f"{PIPELINE}-rivals"


@dataclass(frozen=True)
class Deciding:
    """Moves the champion by the command line, and looks at MLflow after it."""

    tracked: Tracked
    command_line: CommandLine
    report: Report

    def run(self) -> None:
        """Goes through it; the same version as before is the champion then."""
        self.report.begin("people decide which version is in service")
        before = self._champion()
        other, third = (version for version in self.tracked.versions() if version != before)
        self._asked_without_a_trace(other)
        self._moved_by_hand(other, before)
        self._back(before, "it was to be seen once")
        self._two_at_once(other, third)
        self._two_rivals_at_once(before)
        back = self._promote(before, "--force", "--reason", "as it was")
        self.report.require(back == 0 and self._champion() == before, f"version {before} is the champion once more")
        self.report.require(len(self.tracked.versions()) == len({before, other, third}), "no version was doubled")

    def _asked_without_a_trace(self, version: int) -> None:
        before, moves = self.tracked.aliases(), self._history()
        asked = ("promote", PIPELINE, str(version), "--dry-run")
        told = self.command_line.read(_SECONDS, *asked, codes=(0, _REFUSED))[0]
        rules = [f"{rule['rule']} {'kept' if rule['kept'] else 'broken'}" for rule in told["rules"]]
        consistent = told["passed"] == all(rule["kept"] for rule in told["rules"])
        self.report.require(bool(rules) and consistent, f"promote --dry-run tells of version {version}: {rules}")
        unmoved = self.tracked.aliases() == before and self._history() == moves
        self.report.require(unmoved, "no alias was moved, and nothing written down")

    def _moved_by_hand(self, version: int, before: int) -> None:
        code = self._promote(version, "--force", "--reason", "it is wanted now")
        self.report.require(code == 0 and self._champion() == version, f"promote --force made {version} the champion")
        last = self._history()[0]
        written = (last["kind"], last["version"], last["former"], last["why"])
        self.report.require(
            written == ("by_hand", version, before, "it is wanted now") and bool(last["who"]) and bool(last["when"]),
            f"history says that {last['who']} did, at {last['when']}, and why",
        )

    def _back(self, version: int, reason: str) -> None:
        code = self.command_line.run(_SECONDS, "rollback", PIPELINE, "--reason", reason)
        self.report.require(code == 0 and self._champion() == version, f"rollback made {version} the champion again")
        again = self.command_line.run(_SECONDS, "rollback", PIPELINE, "--reason", reason)
        self.report.require(again == 0 and self._champion() == version, "told twice for one reason, it went back once")

    def _two_at_once(self, first: int, second: int) -> None:
        wanted = [
            self.command_line.start("promote", PIPELINE, str(version), "--force", "--reason", f"I want {version}")
            for version in (first, second)
        ]
        codes = [process.wait(_SECONDS) for process in wanted]
        self.report.require(codes == [0, 0], "two people promoted at once, and both were answered")
        latest, former, *_ = self._history()
        chain = {latest["version"], former["version"]} == {first, second} and latest["former"] == former["version"]
        self.report.require(chain, f"history has one after the other: {former['version']}, then {latest['version']}")
        self.report.require(self._champion() == latest["version"], "the later one is the champion")

    def _two_rivals_at_once(self, like: int) -> None:
        self.tracked.add_model(_RIVALS, like, (0.5, 0.4, 0.4))
        wanted = {version: self.command_line.start("promote", _RIVALS, str(version)) for version in (2, 3)}
        codes = {version: process.wait(_SECONDS) for version, process in wanted.items()}
        self.report.require(
            sorted(codes.values()) == [0, _REFUSED],
            "of two that are better than the champion and equally good, one was put in service by the gates",
        )
        winner = min(codes, key=lambda version: codes[version])
        served = self.tracked.aliases(_RIVALS)["champion"] == winner
        self.report.require(served and self._moves(_RIVALS) == [winner], f"version {winner} won, and history has it")
        told = self.command_line.log("promote").read_text()
        self.report.require(f"wer less than the 0.4000 of version {winner}" in told, "the other was told of it")
        self.tracked.remove_model(_RIVALS)

    def _moves(self, model: str) -> list[int]:
        return [move["version"] for move in self.command_line.read(_SECONDS, "history", model)]

    def _promote(self, version: int, *options: str) -> int:
        return self.command_line.run(_SECONDS, "promote", PIPELINE, str(version), *options)

    def _champion(self) -> int:
        return self.tracked.aliases()["champion"]

    def _history(self) -> list[dict[str, Any]]:
        return self.command_line.read(_SECONDS, "history", PIPELINE)
