"""One pipeline's DAG `retraining` and its runs, as Airflow tells of them."""

import json
import re
from dataclasses import dataclass
from typing import Any

from airflow_api import Airflow
from evidence import PIPELINE
from processes import IntegrationError

RETRAINING = f"retraining_{PIPELINE}"
STAGES = ("ingest", "augment", "pretrain", "finetune", "evaluate", "export")
# The longest that one run may take, on a machine that is busy with other things, too.
LINE_SECONDS = 600
_RESUMED = re.compile(r"goes on from the checkpoint after step (\d+)")


@dataclass(frozen=True)
class Line:
    """Reads what tasks left. Each run has one variant here."""

    airflow: Airflow

    def begun(self, run: str) -> dict[str, Any]:
        """What `begin` printed."""
        return self._result(run, "begin")

    def key(self, run: str, stage: str) -> str:
        """The key of the artifact that a stage made or found."""
        return str(self._result(run, stage)["key"])

    def keys(self, run: str) -> dict[str, str]:
        """The keys of all stages' artifacts."""
        return {stage: self.key(run, stage) for stage in STAGES}

    def cached(self, run: str, stage: str) -> bool:
        """Whether a stage found its artifact."""
        return bool(self._result(run, stage)["cached"])

    def task(self, run: str, name: str) -> dict[str, Any]:
        """A task as Airflow tells of it."""
        return self.airflow.tasks(RETRAINING, run)[f"variant.{name}"]

    def resumed_at(self, run: str, stage: str) -> dict[int, int]:
        """After which step each attempt of a stage went on; those that began anew are not in it."""
        found = {}
        for attempt in range(1, self.task(run, stage)["try_number"] + 1):
            log = self.airflow.log(RETRAINING, run, f"variant.{stage}", attempt)
            if told := _RESUMED.search(log):
                found[attempt] = int(told[1])
        return found

    def require_going(self, run: str) -> None:
        """Raises IntegrationError where a task has failed for good."""
        for name, task in self.airflow.tasks(RETRAINING, run).items():
            if task["state"] == "failed":
                failure = self.airflow.failure(RETRAINING, run, name)
                raise IntegrationError(f"{name} of {run} failed: {json.dumps(failure) if failure else 'see its log'}")

    def _result(self, run: str, task: str) -> dict[str, Any]:
        found = self.airflow.result(RETRAINING, run, f"variant.{task}")
        if not isinstance(found, dict):
            raise IntegrationError(f"variant.{task} of {run} left {found!r}")
        return found
