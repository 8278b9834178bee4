"""People who answer what runs ask, as Airflow's interface does it for them: by its REST API, served in this process."""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from airflow.api_fastapi.app import create_app, get_auth_manager
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
from airflow.jobs.job import Job
from airflow.jobs.scheduler_job_runner import SchedulerJobRunner
from fastapi.testclient import TestClient

Question = dict[str, Any]


@dataclass(frozen=True)
class Person:
    """Someone who is signed in."""

    server: TestClient
    token: str

    def question(self) -> Question:
        """What runs wait for now, which has to be one thing."""
        path = "/api/v2/dags/~/dagRuns/~/hitlDetails"
        found = self.server.get(path, params={"state": "awaiting_input"}, headers=self._headers())
        assert found.status_code == 200, found.text
        (question,) = found.json()["hitl_details"]
        return dict(question)

    def answer(self, option: str) -> int:
        """Answers it, and returns the HTTP status of that."""
        task = self.question()["task_instance"]
        path = "/api/v2/dags/{dag_id}/dagRuns/{dag_run_id}/taskInstances/{task_id}/{map_index}/hitlDetails"
        answered = self.server.patch(path.format(**task), json={"chosen_options": [option]}, headers=self._headers())
        return int(answered.status_code)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@contextmanager
def airflow_server() -> Iterator[Callable[[str, str], Person]]:
    """Airflow's REST API, and how one signs in with a name and one of Airflow's roles."""
    with TestClient(create_app(apps="core")) as server:
        yield lambda name, role: Person(
            server, get_auth_manager().generate_jwt(SimpleAuthManagerUser(username=name, role=role))
        )


@contextmanager
def whenever_asked(act: Callable[[], object]) -> Iterator[None]:
    """Has this done each time that a run waits for a person, as `dag.test` logs it every second."""
    log = logging.getLogger("airflow.sdk.definitions.dag")
    waiting, level = _Waiting(act), log.level
    log.addHandler(waiting)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.setLevel(level)
        log.removeHandler(waiting)


def end_overdue_waiting() -> None:
    """Does what Airflow's scheduler does now and then."""
    scheduler = SchedulerJobRunner(Job())  # type: ignore[no-untyped-call]
    # In a thread of its own: the run has the database session of this one.
    with ThreadPoolExecutor() as thread:
        thread.submit(scheduler.check_awaiting_input_timeouts).result()


class _Waiting(logging.Handler):
    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self.act = act

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith("Waiting for Human-in-the-loop input"):
            self.act()
