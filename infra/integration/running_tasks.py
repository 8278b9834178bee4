"""The tasks that run: containers of a Docker daemon, or processes of this machine."""

import contextlib
import os
import signal
import subprocess
from pathlib import Path
from typing import Protocol

from docker_daemon import Docker
from places import Places
from report import Report

_TASK_LABEL = "org.wavetrain.task"


class RunningTasks(Protocol):
    """What can be done to tasks from outside, whatever they run as."""

    def of(self, stage: str) -> list[str]:
        """What runs for a stage; empty when nothing does."""

    def kill(self, running: str) -> None:
        """Ends it at once, as when its machine dies."""

    def require_confined(self, running: str, report: Report) -> None:
        """Verifies that it can do no more than it has to."""

    def remove_all(self) -> None:
        """Leaves nothing of any task behind."""


class Containers:
    """Tasks that are containers."""

    def __init__(self, places: Places, docker: Docker) -> None:
        self._docker = docker
        # Pipelines of others may run on the machine's daemon.
        self._ours = f"WAVETRAIN_S3_ENDPOINT={places.store}"

    def of(self, stage: str) -> list[str]:
        found = self._docker.ask("ps", "--format", f'{{{{.ID}}}} {{{{.Label "{_TASK_LABEL}"}}}}').splitlines()
        return [line.split()[0] for line in found if f"/variant.{stage}/" in line and self._is_ours(line.split()[0])]

    def kill(self, running: str) -> None:
        self._docker.ask("kill", running)

    def require_confined(self, running: str, report: Report) -> None:
        template = "{{.HostConfig.ReadonlyRootfs}} {{.Config.User}} {{.HostConfig.CapDrop}}"
        root, user, privileges = self._docker.ask("inspect", "--format", template, running).split(" ", 2)
        report.require(root == "true", "a task's container has a read-only root")
        report.require(user == "10001:10001" and privileges == "[ALL]", "it runs as user 10001, without capabilities")

    def remove_all(self) -> None:
        for container in self._docker.ask("ps", "--all", "--quiet", "--filter", f"label={_TASK_LABEL}").split():
            if self._is_ours(container):
                self._docker.ask("rm", "--force", "--volumes", container)

    def _is_ours(self, container: str) -> bool:
        # It may be gone by now.
        with contextlib.suppress(subprocess.CalledProcessError):
            return self._ours in self._docker.ask("inspect", "--format", "{{.Config.Env}}", container)
        return False


class Processes:
    """Tasks that are processes: those whose environment names this run's object store."""

    def __init__(self, places: Places) -> None:
        self._store = f"WAVETRAIN_S3_ENDPOINT={places.store}".encode()

    def of(self, stage: str) -> list[str]:
        name = f'"name":"{stage}"'.encode()
        return [pid for pid, environment in self._environments() if _has_job(environment, name)]

    def kill(self, running: str) -> None:
        # Both the stage and the command line that waits for it: a task is a group of processes.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(os.getpgid(int(running)), signal.SIGKILL)

    def require_confined(self, running: str, report: Report) -> None:
        report.tell("left out: how a task is confined, since processes are not")

    def remove_all(self) -> None:
        for pid, _ in self._environments():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)

    def _environments(self) -> list[tuple[str, list[bytes]]]:
        found = []
        for file in Path("/proc").glob("[0-9]*/environ"):
            # Of another user, or gone.
            with contextlib.suppress(OSError):
                found.append((file.parent.name, file.read_bytes().split(b"\0")))
        return [(pid, environment) for pid, environment in found if self._store in environment]


def _has_job(environment: list[bytes], name: bytes) -> bool:
    return any(variable.startswith(b"WAVETRAIN_JOB=") and name in variable for variable in environment)
