"""Runs a task as a container of a Docker daemon."""

import io
import json
import re
import tarfile
from collections.abc import Mapping
from typing import Any

from airflow.providers.docker.exceptions import DockerContainerFailedException
from airflow.providers.docker.operators.docker import DockerOperator, stringify
from airflow.sdk import Context
from docker.errors import APIError, NotFound
from docker.types import DeviceRequest, Mount

from wavetrain_dags.calls import Call
from wavetrain_dags.credentials import credentials
from wavetrain_dags.failures import KILLED, OUT_OF_MEMORY
from wavetrain_dags.operators.leftovers import TASK_LABEL, Leftovers
from wavetrain_dags.operators.task import (
    RESULT_VARIABLE,
    STOP_PATIENCE_SECONDS,
    WORK_FOLDER,
    WORK_VARIABLE,
    Ended,
    Work,
    conclude,
    container_arguments,
    in_time,
    prepared,
    threads,
)
from wavetrain_dags.orchestration import TaskSettings
from wavetrain_dags.results import Result
from wavetrain_dags.settings import Settings

_RESULT_FILE = f"{WORK_FOLDER}/result.json"
_STATUS_CODE = re.compile(r"'StatusCode': (\d+)")
_MOST_PROCESSES = 4096


class _ConfinedClient:
    """Docker's client, whose containers are confined in ways that the provider's operator has no arguments for."""

    def __init__(self, client: Any, confinement: Mapping[str, Any]) -> None:
        self._client = client
        self._confinement = confinement

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def create_host_config(self, **arguments: Any) -> Any:
        return self._client.create_host_config(**{**arguments, **self._confinement})


class DockerTask(DockerOperator):
    """Runs a stage's image, or the command line's, with nothing that it can write to but its work folder."""

    template_fields = ("given",)

    def __init__(
        self, *, work: Work, given: Mapping[str, Any], task: TaskSettings, settings: Settings, **arguments: Any
    ) -> None:
        mounts = [
            Mount(mount.target, mount.source, type=mount.kind, read_only=mount.read_only)
            for mount in settings.docker.mounts
        ]
        super().__init__(
            image=work.image,
            user=settings.docker.user,
            network_mode=settings.docker.network,
            # A volume without a name goes with its container.
            mounts=[*mounts, Mount(WORK_FOLDER, None, type="volume")],
            mem_limit=f"{task.memory_mebibytes}m" if task.memory_mebibytes else None,
            device_requests=_gpus(task.gpus),
            mount_tmp_dir=False,
            auto_remove="never",
            xcom_all=True,
            **arguments,
        )
        self.given = dict(given)
        self.work = work
        self.task_settings = task
        self.settings = settings

    @property
    def cli(self) -> Any:
        return _ConfinedClient(super().cli, _confinement(self.task_settings))

    def execute(self, context: Context) -> Result:  # type: ignore[override]
        call = prepared(self.work, self.given, context)
        self.command = container_arguments(self.work, call)
        self.environment = {
            **self.settings.services,
            **threads(self.task_settings),
            WORK_VARIABLE: WORK_FOLDER,
            RESULT_VARIABLE: _RESULT_FILE,
        }
        # Not among the templated fields, hence nowhere that Airflow shows.
        self._private_environment = {**call.environment, **credentials(self.settings)}
        self.labels = {TASK_LABEL: _name(context)}
        with in_time(context, self.execution_timeout):
            ended = self._run_alone(context, call)
        return conclude(self.work, ended, context)

    def on_kill(self) -> None:
        """Asks the container to stop. Airflow leaves 5 s here, so that it ends on its own."""
        if self.container:
            try:
                self.cli.kill(self.container["Id"], signal="SIGTERM")
            except APIError as ended:
                self.log.info("The container cannot be asked to stop: %s", ended)

    def _run_alone(self, context: Context, call: Call) -> Ended:
        leftovers = Leftovers(self.cli)
        leftovers.remove_abandoned()
        leftovers.remove_of(_name(context))
        try:
            return self._run(context, call)
        finally:
            self._remove(leftovers)
            # One that still ran when this try began, and that it waited for.
            leftovers.remove_of(_name(context))

    def _run(self, context: Context, call: Call) -> Ended:
        try:
            printed = super().execute(context)
        except DockerContainerFailedException as failure:
            found = _STATUS_CODE.search(str(failure))
            if not found:
                raise
            code = OUT_OF_MEMORY if self._wanted_memory(int(found[1])) else int(found[1])
            return Ended(code, tuple(stringify(line) for line in failure.logs or ()))
        lines = (printed,) if isinstance(printed, str) else tuple(printed or ())
        return Ended(0, lines, self._result())

    def _wanted_memory(self, exit_code: int) -> bool:
        """Whether the system killed it for want of memory: by its exit code it might have been anybody."""
        return exit_code == KILLED and bool(self.cli.inspect_container(self.container["Id"])["State"]["OOMKilled"])

    def _result(self) -> Result | None:
        """What the task left in its file: among its lines, others of its log may be mixed into it."""
        try:
            chunks, _ = self.cli.get_archive(self.container["Id"], _RESULT_FILE)
        except NotFound:
            return None
        with tarfile.open(fileobj=io.BytesIO(b"".join(chunks))) as archive:
            file = archive.extractfile(archive.getmembers()[0])
            return dict(json.load(file)) if file else None

    def _remove(self, leftovers: Leftovers) -> None:
        """Removes the container and its volume. After a timeout it still runs: it gets the time to save its state."""
        if not self.container:
            return
        try:
            self.cli.stop(self.container["Id"], timeout=STOP_PATIENCE_SECONDS)
        except NotFound as removed:
            self.log.info("The container is gone already: %s", removed)
            return
        leftovers.remove(self.container["Id"])


def _confinement(task: TaskSettings) -> dict[str, Any]:
    return {
        "read_only": True,
        # Native libraries are unpacked to it and mapped as code.
        "tmpfs": {"/tmp": "rw,exec,nosuid,nodev,mode=1777"},
        "cap_drop": ["ALL"],
        "security_opt": ["no-new-privileges"],
        "pids_limit": _MOST_PROCESSES,
        **({"nano_cpus": round(task.cpus * 1_000_000_000)} if task.cpus else {}),
    }


def _gpus(count: int) -> list[DeviceRequest] | None:
    return [DeviceRequest(count=count, capabilities=[["gpu"]])] if count else None


def _name(context: Context) -> str:
    instance = context["ti"]
    return f"{instance.dag_id}/{instance.run_id}/{instance.task_id}/{instance.map_index}"
