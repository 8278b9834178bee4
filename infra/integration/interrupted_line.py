"""The line from recordings to champion, while its training and Airflow's scheduler are killed."""

import re
import subprocess
import time
from dataclasses import dataclass

from command_line import CommandLine
from evidence import Store, Tracked
from line import LINE_SECONDS, RETRAINING, STAGES, Line
from processes import IntegrationError, wait_until
from report import Report
from running_tasks import RunningTasks
from servers import Servers

TRAINING_STEPS = 240
_TRAINING = "finetune"
_BEGUN = re.compile(r"^(\S+) +starts: attempt (\d+)$", re.MULTILINE)
# Of ingest, as the pipeline file says.
_SHARDS = 2
_SECOND = 2


@dataclass(frozen=True)
class InterruptedLine:
    """Triggers one run by the command line, which follows it to its end."""

    servers: Servers
    line: Line
    store: Store
    tracked: Tracked
    running: RunningTasks
    command_line: CommandLine
    report: Report

    def run(self, date: str) -> str:
        """Goes through it; the name of the run."""
        self.report.begin("the line, triggered by the command line; its training is killed, then the scheduler is")
        following = self.command_line.start("airflow", "trigger", RETRAINING, "--date", date)
        try:
            run = self._triggered(following)
            saved = self._kill_training(run)
            self._see_it_go_on(run, saved)
            self._restart_scheduler()
            ended = self.line.airflow.wait(RETRAINING, run, LINE_SECONDS)
            self.report.require(ended == "success", f"the run {run} succeeded")
            code = following.wait(60)
        finally:
            following.kill()
        self.report.require(code == 0, "the command line followed it through all that, and ended with 0")
        begun = _BEGUN.findall(self.command_line.log("trigger").read_text())
        shown = len(begun) == len(set(begun)) and ("variant.finetune[default]", "2") in begun
        self.report.require(shown, f"it showed {len(begun)} attempts at tasks, each under one name")
        self._all_is_complete(run)
        self._nothing_is_doubled(run)
        return run

    def _triggered(self, following: subprocess.Popen[bytes]) -> str:
        def there() -> bool:
            if following.poll() not in (None, 0):
                log = self.command_line.log("trigger")
                raise IntegrationError(f"wavetrain airflow trigger ended with {following.returncode}: see {log}")
            return bool(self.line.airflow.runs(RETRAINING))

        wait_until("no run is triggered", 90, there)
        return str(self.line.airflow.runs(RETRAINING)[-1]["dag_run_id"])

    def _kill_training(self, run: str) -> int:
        """Kills it between two checkpoints; the step of the last one."""

        def in_the_middle() -> bool:
            self.servers.require_alive()
            self.line.require_going(run)
            return bool(self.running.of(_TRAINING) and self.store.checkpoints(_TRAINING))

        wait_until("the training makes no checkpoint", LINE_SECONDS, in_the_middle, pause=0.5)
        container = self.running.of(_TRAINING)[0]
        self.running.require_confined(container, self.report)
        self.running.kill(container)
        saved = max(self.store.checkpoints(_TRAINING))
        self.report.require(
            0 < saved < TRAINING_STEPS, f"a training of {TRAINING_STEPS} steps was killed after {saved}"
        )
        self.report.require(not self.store.manifests(_TRAINING), "it had published nothing")
        return saved

    def _see_it_go_on(self, run: str, saved: int) -> None:
        resumed: dict[int, int] = {}

        def goes_on() -> bool:
            self.line.require_going(run)
            resumed.update(self.line.resumed_at(run, _TRAINING))
            return bool(resumed)

        wait_until("no second attempt goes on from the checkpoint", LINE_SECONDS, goes_on)
        attempt, step = next(iter(resumed.items()))
        # An attempt that Airflow took for dead meanwhile may have gone on, too.
        again = attempt >= _SECOND and step >= saved
        self.report.require(again, f"Airflow tried again, and attempt {attempt} went on after step {step}")

    def _restart_scheduler(self) -> None:
        self.report.require(bool(self.running.of(_TRAINING)), "it runs while the scheduler and its workers are killed")
        self.servers.scheduler.kill()
        time.sleep(3)
        self.servers.scheduler.start()
        self.report.tell("the scheduler was started again")

    def _all_is_complete(self, run: str) -> None:
        states = [task["state"] for task in self.line.airflow.tasks(RETRAINING, run).values()]
        self.report.require(set(states) == {"success"}, f"all {len(states)} tasks succeeded in Airflow")
        keys = self.line.keys(run)
        for stage in STAGES:
            made = self.store.manifests(stage)
            self.report.require(made == {keys[stage]}, f"the store has one artifact of {stage}, that of the run")
        begun = self.line.begun(run)
        self.report.require(self.tracked.run(begun).info.status == "FINISHED", "its run in MLflow is finished")
        self.report.require(self.tracked.versions() == [1], "one version is registered")
        self.report.require(self.tracked.aliases() == {"champion": 1, "challenger": 1}, "it is the champion")

    def _nothing_is_doubled(self, run: str) -> None:
        attempts = self.line.task(run, _TRAINING)["try_number"]
        resumed = list(self.line.resumed_at(run, _TRAINING).values())
        self.report.require(
            resumed == sorted(resumed), f"none of the {attempts} attempts at the training fell behind: {resumed}"
        )
        found = self.tracked.stages(self.line.begun(run))
        counts = {stage: len(runs) for stage, runs in found.items()}
        wanted = {**dict.fromkeys(STAGES, 1), "ingest": 1 + _SHARDS}
        self.report.require(counts == wanted, "each stage, and each shard of ingest, has one run below it in MLflow")
        training = found[_TRAINING][0]
        self.report.require(training.info.status == "FINISHED", "that of the training is finished, too")
        steps = self.tracked.steps(training, "loss")
        self.report.require(
            len(steps) > 1 and max(steps) == TRAINING_STEPS and len(steps) == len(set(steps)),
            f"it has {len(steps)} values of the loss up to step {TRAINING_STEPS}, none twice",
        )
        self.report.require(not self.store.claimed(), "no claim is left")
        self.report.require(not self.running.of(_TRAINING), "nothing runs for the training any more")
