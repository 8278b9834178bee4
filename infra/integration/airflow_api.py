"""What is asked of Airflow's REST API to see what it did. Wavetrain's own client is tested, not used, here."""

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from places import USER, Places
from processes import IntegrationError, wait_until

Json = dict[str, Any]
_NOT_FOUND = 404
_UNAVAILABLE = 503
_ENDED = ("success", "failed")
# A server that has a training beside it may take its time.
_PATIENCE_SECONDS = 90


class RefusedError(IntegrationError):
    """The server answered, with an error."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Airflow:
    """A server, signed in to."""

    address: str
    token: str

    def dags(self) -> dict[str, Json]:
        return {dag["dag_id"]: dag for dag in self._ask("GET", "/dags?limit=100")["dags"]}

    def import_errors(self) -> list[str]:
        found: list[Json] = self._ask("GET", "/importErrors")["import_errors"]
        return [error["stack_trace"] for error in found]

    def unpause(self, dag: str) -> None:
        self._ask("PATCH", f"/dags/{dag}", {"is_paused": False})

    def runs(self, dag: str) -> list[Json]:
        """The runs of a DAG, the oldest first."""
        found: list[Json] = self._ask("GET", f"/dags/{dag}/dagRuns?order_by=id&limit=100")["dag_runs"]
        return found

    def trigger(self, dag: str, conf: Json) -> str:
        """Starts a run; its name."""
        return str(self._ask("POST", f"/dags/{dag}/dagRuns", {"logical_date": None, "conf": conf})["dag_run_id"])

    def wait(self, dag: str, run: str, seconds: float) -> str:
        """Waits for the end of a run; how it ended."""
        state = ""

        def ended() -> bool:
            nonlocal state
            state = str(self._ask("GET", f"/dags/{dag}/dagRuns/{run}")["state"])
            return state in _ENDED

        wait_until(f"{dag} {run} does not end", seconds, ended, pause=2)
        return state

    def backfill_backwards(self, dag: str, first: str, last: str) -> int:
        """Runs all dates again, the last one first; the number of the backfill."""
        asked = {
            "dag_id": dag,
            "from_date": f"{first}T00:00:00Z",
            "to_date": f"{last}T23:59:59Z",
            "run_backwards": True,
            "reprocess_behavior": "completed",
            "max_active_runs": 1,
        }
        end = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                return int(self._ask("POST", "/backfills", asked)["id"])
            except RefusedError as refused:
                # On SQLite, Airflow makes none while its scheduler writes.
                if refused.status != _UNAVAILABLE or time.monotonic() > end:
                    raise
            self._cancel_backfills(dag)
            time.sleep(5)

    def _cancel_backfills(self, dag: str) -> None:
        """Ends those of which only a part was made, which keep others from being made."""
        for left in self._ask("GET", f"/backfills?dag_id={dag}")["backfills"]:
            if left["completed_at"] is None:
                self._ask("PUT", f"/backfills/{left['id']}/cancel")

    def backfill_is_over(self, number: int) -> bool:
        """Whether all its runs are."""
        return self._ask("GET", f"/backfills/{number}")["completed_at"] is not None

    def tasks(self, dag: str, run: str) -> dict[str, Json]:
        """The tasks of a run by their names. Those of a group are of one variant here."""
        found = self._ask("GET", f"/dags/{dag}/dagRuns/{run}/taskInstances?limit=100")["task_instances"]
        return {task["task_id"]: task for task in found}

    def result(self, dag: str, run: str, task: str, key: str = "return_value") -> Any:
        """What a task left for those after it."""
        place = self.tasks(dag, run)[task]["map_index"]
        asked = f"/dags/{dag}/dagRuns/{run}/taskInstances/{task}/xcomEntries/{key}?map_index={place}&deserialize=true"
        value = self._ask("GET", asked)["value"]
        return json.loads(value) if isinstance(value, str) and value[:1] in "{[" else value

    def failure(self, dag: str, run: str, task: str) -> Any:
        """What a failed task left to tell why; None if it could leave nothing."""
        try:
            return self.result(dag, run, task, "failure")
        except RefusedError as refused:
            if refused.status != _NOT_FOUND:
                raise
            return None

    def log(self, dag: str, run: str, task: str, attempt: int) -> str:
        """The log of one attempt of a task."""
        place = self.tasks(dag, run)[task]["map_index"]
        asked = f"/dags/{dag}/dagRuns/{run}/taskInstances/{task}/logs/{attempt}?map_index={place}&full_content=true"
        return json.dumps(self._ask("GET", asked))

    def _ask(self, method: str, path: str, body: Json | None = None) -> Any:
        return _ask(method, f"{self.address}/api/v2{path}", body, self.token)


def sign_in(places: Places) -> Airflow:
    """Signs in as the administrator."""
    given = {"username": USER, "password": places.password}
    return Airflow(places.airflow, _ask("POST", f"{places.airflow}/auth/token", given, None)["access_token"])


def _ask(method: str, address: str, body: Json | None, token: str | None) -> Any:
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(address, data=data, headers=headers, method=method)
    end = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as refused:
            if refused.code < 500 or not _may_ask_again(method, end):
                told = refused.read().decode(errors="replace")
                raise RefusedError(f"{method} {address}: {refused.code} {told}", refused.code) from refused
        except OSError as unanswered:
            if not _may_ask_again(method, end):
                raise IntegrationError(f"{method} {address}: {unanswered}") from unanswered
        time.sleep(1)


def _may_ask_again(method: str, end: float) -> bool:
    return method == "GET" and time.monotonic() < end
