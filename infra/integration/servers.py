"""The servers, each as in its own manual, all on the loopback address."""

from dataclasses import dataclass
from pathlib import Path

from airflow_servers import airflow_is_healthy, airflow_program, make_database
from docker_daemon import Docker
from places import BUCKET, Places, port_of
from processes import Program, answers, wait_until

_START_SECONDS = 180


@dataclass(frozen=True)
class Servers:
    """The programs that tasks and people speak to."""

    store: Program
    tracking: Program
    api: Program
    scheduler: Program
    dag_processor: Program
    triggerer: Program

    def all(self) -> list[Program]:
        """Those that others need come first."""
        return [self.store, self.tracking, self.api, self.scheduler, self.dag_processor, self.triggerer]

    def require_alive(self) -> None:
        """Raises IntegrationError where one has ended."""
        for program in self.all():
            program.require_alive()

    def start(self, places: Places, docker: Docker | None) -> None:
        """Starts all and waits until all answer."""
        self.store.start()
        self.tracking.start()
        make_database(places, docker)
        for program in (self.api, self.scheduler, self.dag_processor, self.triggerer):
            program.start()
        for what, holds in (
            ("the object store", lambda: answers(f"{places.store}/health")),
            ("the tracking server", lambda: answers(f"{places.tracking}/health")),
            ("Airflow", lambda: airflow_is_healthy(places)),
        ):
            wait_until(f"{what} does not answer", _START_SECONDS, holds)
            self.require_alive()


def servers(places: Places, docker: Docker | None) -> Servers:
    """The programs, not started yet."""
    return Servers(
        store=_store(places),
        tracking=_tracking(places),
        api=airflow_program(places, docker, "api-server"),
        scheduler=airflow_program(places, docker, "scheduler"),
        dag_processor=airflow_program(places, docker, "dag-processor"),
        triggerer=airflow_program(places, docker, "triggerer"),
    )


def _store(places: Places) -> Program:
    data = places.state / "store"
    # A bucket is a folder.
    (data / BUCKET).mkdir(parents=True)
    command: list[str | Path] = [
        places.work / "bin" / "versitygw",
        *("--port", places.store.removeprefix("http://"), "--health", "/health"),
        *("posix", data),
    ]
    environment = {"ROOT_ACCESS_KEY": places.access_key, "ROOT_SECRET_KEY": places.secret_key}
    return Program("store", command, environment, places)


def _tracking(places: Places) -> Program:
    command: list[str | Path] = [
        places.work / "checking" / "bin" / "mlflow",
        "server",
        *("--host", "127.0.0.1", "--port", port_of(places.tracking), "--workers", "1"),
        *("--backend-store-uri", f"sqlite:///{places.state}/tracking.db"),
        *("--default-artifact-root", f"s3://{BUCKET}/mlflow", "--no-serve-artifacts"),
    ]
    environment = {
        **places.credentials,
        "MLFLOW_S3_ENDPOINT_URL": places.store,
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
    }
    return Program("mlflow", command, environment, places)
