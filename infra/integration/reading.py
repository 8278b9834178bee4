"""What people read of the runs: tables, comparisons, reports and the pages in a browser."""

import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from command_line import CommandLine
from evidence import PIPELINE, Store, Tracked
from processes import IntegrationError, address_of
from report import Report

_SECONDS = 120
_LAST = 3


@dataclass(frozen=True)
class Reading:
    """Reads by the command line and by HTTP what MLflow and the store have."""

    store: Store
    tracked: Tracked
    command_line: CommandLine
    report: Report

    def run(self) -> None:
        """Goes through it; raises IntegrationError at the first thing that is not so."""
        self.report.begin("what the runs came to is read")
        self._doctor()
        runs = self._runs()
        self._comparison(runs[:_LAST])
        self._data_report(runs[0]["run"], runs[-1]["run"])
        self._pages(runs)

    def _doctor(self) -> None:
        checks = {it["check"]: it for it in self.command_line.read(_SECONDS, "doctor")[0]["checks"]}
        for server in ("object store", "tracking server", "airflow"):
            state, sentence = checks[server]["state"], checks[server]["sentence"]
            self.report.require(state == "ok", f"doctor finds the {server} as it should be: {sentence}")
        self.report.require(not self.store.objects("doctor/"), "it left nothing in the store")
        self.report.require(not self.tracked.names("wavetrain-doctor"), "nor anything that MLflow shows")

    def _runs(self) -> list[dict[str, Any]]:
        runs = self.command_line.read(_SECONDS, "runs", "--experiment", PIPELINE, "--where", "wer<9", "--sort", "wer")
        rates = [run["metrics"]["wer"] for run in runs]
        self.report.require(len(runs) >= _LAST and rates == sorted(rates), f"runs lists {len(runs)} runs by their wer")
        known = all(self.tracked.is_pipeline_run(run["run"]) for run in runs)
        self.report.require(known, "each is a run of a pipeline in MLflow")
        return runs

    def _comparison(self, runs: list[dict[str, Any]]) -> None:
        names = [run["run"] for run in runs]
        page = self.command_line.places.state / "comparison.html"
        told = self.command_line.read(_SECONDS, "compare", *names, "--output", str(page))[0]
        self.report.require([run["run"] for run in told["runs"]] == names, f"compare shows these {len(names)}")
        sentences = [difference["sentence"] for difference in told["differences"]]
        self.report.require(len(sentences) == len(names) - 1, f"it tells of each other one: {' '.join(sentences)}")
        self.report.require(_is_whole(page.read_text()), "its page names all of them, and fetches nothing")

    def _data_report(self, best: str, worst: str) -> None:
        page = self.command_line.places.state / "data-report.html"
        asked = ("--against", PIPELINE, "--output", str(page))
        code = self.command_line.run(_SECONDS, "data-report", best, *asked)
        self.report.require(code == 0 and _is_whole(page.read_text()), "data-report writes a page that fetches nothing")
        told = [self.command_line.read(_SECONDS, "data-report", run, "--against", PIPELINE)[0] for run in (best, worst)]
        # At most one of the two has the corpus of the champion, from which it does not drift.
        measures = {drift["measure"] for corpus in told for drift in corpus["drift"]}
        self.report.require("Duration" in measures, f"it tells drift of {', '.join(sorted(measures))}")

    def _pages(self, runs: list[dict[str, Any]]) -> None:
        serving = self.command_line.service("serve", "--port", "0", "--json", "--no-browser")
        serving.start()
        try:
            address = address_of(serving, _SECONDS)
            first, second = (run["run"] for run in runs[:2])
            for path, wanted in {
                "/": PIPELINE,
                "/runs": first,
                f"/runs/{first}": "finetune",
                f"/runs/{first}/report": "finetune",
                f"/compare?run={first}&run={second}": "utterances",
                "/models": PIPELINE,
                f"/models/{PIPELINE}": "better_than_champion",
            }.items():
                page = _text(address + path)
                shown = re.sub("[0-9a-f]{32}", "RUN", path)
                self.report.require(wanted in page, f"the page {shown} is there")
        finally:
            serving.stop()


def _is_whole(page: str) -> bool:
    return page.rstrip().endswith("</html>") and not re.search(r"""(src|href)=["']?https?:""", page)


def _text(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as refused:
        raise IntegrationError(f"{address} answers {refused.code}: {refused.read().decode()}") from refused
