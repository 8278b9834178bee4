"""What happens to the line of a small corpus, and what has to be so after each of it."""

from dataclasses import dataclass
from typing import ClassVar

from airflow_api import Airflow
from command_line import CommandLine
from deciding import Deciding
from evidence import PIPELINE, Store, Tracked
from interrupted_line import InterruptedLine
from line import LINE_SECONDS, RETRAINING, STAGES, Line
from places import Places
from processes import wait_until
from reading import Reading
from recordings import DATES
from report import Report
from running_tasks import RunningTasks
from servers import Servers
from using import Using

PROMOTION = f"promotion_{PIPELINE}"
ROLLBACK = f"rollback_{PIPELINE}"
Keys = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Scenario:
    """The steps, in order; each leaves what the next one starts from."""

    IMAGES: ClassVar[tuple[str, ...]] = ("wavetrain", *STAGES)

    places: Places
    servers: Servers
    airflow: Airflow
    store: Store
    tracked: Tracked
    running: RunningTasks
    report: Report

    def run(self) -> None:
        """Goes through them; raises IntegrationError at the first thing that is not so."""
        self._dags_are_there()
        interrupted = InterruptedLine(
            self.servers, self._line, self.store, self.tracked, self.running, self._command_line, self.report
        )
        # Neither the first nor the last of the dates.
        first = interrupted.run(DATES[1])
        self._cleared_task_finds_its_artifact(first)
        keys = self._dates_are_backfilled(first)
        self._order_makes_no_difference(keys)
        self._champion_moves_and_moves_back()
        Reading(self.store, self.tracked, self._command_line, self.report).run()
        Deciding(self.tracked, self._command_line, self.report).run()
        Using(self.places, self.store, self.tracked, self._command_line, self.report).run()

    @property
    def _line(self) -> Line:
        return Line(self.airflow)

    @property
    def _command_line(self) -> CommandLine:
        return CommandLine(self.places)

    def _dags_are_there(self) -> None:
        self.report.begin("DAGs")
        wanted = {RETRAINING, PROMOTION, ROLLBACK}
        wait_until("the DAGs do not appear", 120, lambda: wanted <= self.airflow.dags().keys())
        self.report.require(not self.airflow.import_errors(), "every DAG file is imported")
        for dag in sorted(wanted):
            self.airflow.unpause(dag)

    def _cleared_task_finds_its_artifact(self, run: str) -> None:
        self.report.begin("a task is cleared")
        key = self._line.key(run, "evaluate")
        before = self.store.objects("artifacts/")
        code = self._command_line.run(LINE_SECONDS, "airflow", "clear", RETRAINING, run, "--task", "variant.evaluate")
        self.report.require(code == 0, "the command line cleared it, and followed the run to its end")
        task = self._line.task(run, "evaluate")
        self.report.require(task["try_number"] > 1 and task["state"] == "success", "it ran again and succeeded")
        found = self._line.cached(run, "evaluate") and self._line.key(run, "evaluate") == key
        self.report.require(found, "it ended as cached, under the same key")
        self.report.require(self.store.objects("artifacts/") == before, "no object of any artifact was written")
        self.report.require(self.tracked.versions() == [1], "no version was registered again")

    def _dates_are_backfilled(self, first: str) -> Keys:
        self.report.begin("three dates are backfilled")
        span = ["--from", DATES[0], "--to", DATES[-1]]
        code = self._command_line.run(3 * LINE_SECONDS, "airflow", "backfill", RETRAINING, *span)
        self.report.require(code == 0, "the command line followed the backfill to its end")
        runs = self._backfilled()
        self.report.require(list(runs) == list(DATES), f"Airflow ran {', '.join(DATES)}, in this order")
        keys = {date: self._line.keys(run) for date, run in runs.items()}
        corpora = {found["ingest"] for found in keys.values()}
        self.report.require(len(corpora) == len(DATES), "each has the corpus of its date")
        same = keys[DATES[1]] == self._line.keys(first)
        self.report.require(same, f"{DATES[1]} has all six artifacts of the first run, which ran before the others")
        cached = all(self._line.cached(runs[DATES[1]], stage) for stage in STAGES)
        self.report.require(cached, "they were found, not made again")
        self._one_artifact_of_each(keys)
        return keys

    def _order_makes_no_difference(self, keys: Keys) -> None:
        self.report.begin("they are backfilled once more, the last one first")
        before = self.store.objects("artifacts/")
        backfill = self.airflow.backfill_backwards(RETRAINING, DATES[0], DATES[-1])
        wait_until("the backfill does not end", 3 * LINE_SECONDS, lambda: self.airflow.backfill_is_over(backfill), 2)
        runs = self._backfilled()
        self.report.require(list(runs) == list(reversed(DATES)), "Airflow ran them in the opposite order")
        again = {date: self._line.keys(run) for date, run in runs.items()}
        self.report.require(again == keys, "each date has the artifacts that it had")
        now = self.store.objects("artifacts/")
        written = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
        # Other champions than before may have been measured on the recordings of the dates.
        theirs = all(key.startswith("artifacts/evaluate/") and key not in before for key in written)
        self.report.require(theirs, "no object of any artifact of theirs was written")
        self.report.require(len(self.tracked.versions()) == len(DATES), f"there are {len(DATES)} versions, one a date")

    def _champion_moves_and_moves_back(self) -> None:
        self.report.begin("the champion moves, and moves back")
        before = self.tracked.aliases()["champion"]
        other = next(version for version in self.tracked.versions() if version != before)
        asked = ["airflow", "trigger", PROMOTION, "--parameter", f"version={other}"]
        code = self._command_line.run(LINE_SECONDS, *asked)
        run = str(self.airflow.runs(PROMOTION)[-1]["dag_run_id"])
        verdict = self.airflow.result(PROMOTION, run, "gate")
        if verdict["passed"]:
            self.report.require(code == 0, f"version {other} passed its gate")
        else:
            self.report.require(code == 2, f"version {other} did not pass its gate: {verdict['reason']}")
            self.report.require(self.tracked.aliases()["champion"] == before, f"version {before} stayed the champion")
            reason = ["--anyway", "--reason", "to see it moved"]
            given = ["promote", "--model", PIPELINE, "--version", str(other), *reason]
            code = self._command_line.run(120, "task", *given)
            self.report.require(code == 0, f"a person promoted version {other}")
        self.report.require(self.tracked.aliases()["champion"] == other, f"version {other} is the champion")
        run = self.airflow.trigger(ROLLBACK, {})
        ended = self.airflow.wait(ROLLBACK, run, LINE_SECONDS)
        self.report.require(ended == "success", "the rollback succeeded")
        self.report.require(self.tracked.aliases()["champion"] == before, f"version {before} is the champion again")

    def _backfilled(self) -> dict[str, str]:
        """The backfill's runs by their dates, in the order in which they began. Raises where one did not succeed."""
        runs = [run for run in self.airflow.runs(RETRAINING) if run["run_type"] == "backfill"]
        self.report.require({run["state"] for run in runs} == {"success"}, f"all {len(runs)} runs of it succeeded")
        runs.sort(key=lambda run: str(run["start_date"]))
        return {str(run["logical_date"])[:10]: str(run["dag_run_id"]) for run in runs}

    def _one_artifact_of_each(self, keys: Keys) -> None:
        for stage in STAGES:
            wanted = {found[stage] for found in keys.values()}
            made = self.store.manifests(stage)
            if stage == "evaluate":
                again = len(made - wanted)
                self.report.require(wanted < made, f"{again} times, a champion was measured on another date's corpus")
                made &= wanted
            self.report.require(made == wanted, f"the store has {len(made)} artifacts of {stage}, those of the dates")
