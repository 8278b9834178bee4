"""The Docker daemon whose containers tasks are, where there can be one."""

import enum
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from places import Places
from processes import IntegrationError, Program, wait_until

IMAGE_TAG = "integration"
_START_SECONDS = 60
_ANSWER_SECONDS = 120
# CAP_SYS_ADMIN: without it, not even root may mount what a container needs.
_MAY_MOUNT = 1 << 21


class Wanted(enum.Enum):
    """What tasks are to be."""

    CONTAINERS = "containers"
    PROCESSES = "processes"
    EITHER = "either"


@dataclass(frozen=True)
class Docker:
    """A daemon that answers: this machine's, or, where `program` is set, one that was started here."""

    client: str
    host: str
    program: Program | None

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to use it."""
        return {"DOCKER_HOST": self.host}

    def ask(self, *arguments: str) -> str:
        """Runs a command of Docker; what it printed."""
        answer = subprocess.run(
            [self.client, *arguments],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, **self.environment},
            timeout=_ANSWER_SECONDS,
        )
        return answer.stdout.strip()

    def layers(self, image: str) -> list[str]:
        """The digests of an image's layers, the lowest first."""
        found: list[str] = json.loads(self.ask("image", "inspect", "--format", "{{json .RootFS.Layers}}", image))
        return found

    def stop(self) -> None:
        """Leaves a daemon of the machine's without our images, and stops one of our own."""
        if self.program:
            self.program.stop()
            _unmount(self.program.places.state)
        else:
            images = self.ask("image", "ls", "--quiet", "--filter", f"reference=wavetrain/*:{IMAGE_TAG}*").split()
            for image in images:
                self.ask("image", "rm", "--force", image)


def start_docker(places: Places, wanted: Wanted) -> Docker | str:
    """
    The machine's daemon where it may be used, else one of our own; or why there is none.

    Raises IntegrationError where there should be one: containers are wanted, or all that one needs is given.
    """
    if wanted is Wanted.PROCESSES:
        return "processes were asked for"
    lacking = _lacking()
    client = _client()
    if client:
        there = Docker(client, os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock"), None)
        if _is_of_this_machine(there):
            return there
    if lacking is None:
        return _start_own(places, client)
    if wanted is Wanted.CONTAINERS:
        raise IntegrationError(f"containers are wanted, but {lacking}")
    return lacking


def _lacking() -> str | None:
    """What this user lacks to start a daemon."""
    if os.geteuid() != 0:
        return "no Docker daemon of this machine answers, and only root can start one"
    status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines())
    if not int(status["CapEff"], 16) & _MAY_MOUNT:
        return "no Docker daemon of this machine answers, and root may start none here: it has no CAP_SYS_ADMIN"
    return None


def _client() -> str | None:
    # Debian's own before what else may be called so.
    return shutil.which("docker", path=f"/usr/bin:{os.environ['PATH']}")


def _start_own(places: Places, client: str | None) -> Docker:
    for name, found in (("docker", client), ("dockerd", shutil.which("dockerd"))):
        if not found:
            raise IntegrationError(
                f"{name} is not installed, and could not be: see {places.logs}/install-docker.log."
                " `infra/integration/run processes` does without"
            )
    program = _own(places)
    own = Docker(client or "docker", f"unix://{places.state}/docker.sock", program)
    program.start()
    try:
        wait_until("dockerd does not answer", _START_SECONDS, lambda: _answers(own) or program.has_ended())
        program.require_alive()
    except IntegrationError:
        own.stop()
        raise
    return own


def _own(places: Places) -> Program:
    folder = places.state / "docker"
    folder.mkdir()
    command: list[str | Path] = [
        "dockerd",
        *("--data-root", folder / "data"),
        *("--exec-root", folder / "run"),
        *("--pidfile", folder / "pid"),
        *("--host", f"unix://{places.state}/docker.sock"),
        # Tasks use the machine's own network: the servers are on its loopback address.
        *("--bridge", "none"),
        "--iptables=false",
    ]
    return Program("dockerd", command, {}, places)


def _unmount(folder: Path) -> None:
    """Takes off what a daemon leaves mounted, such as the network's namespace."""
    mounted = [line.split()[1] for line in Path("/proc/self/mounts").read_text().splitlines()]
    for place in reversed(mounted):
        if Path(place).is_relative_to(folder):
            subprocess.run(["umount", "--lazy", place], check=True, capture_output=True, text=True)


def _is_of_this_machine(docker: Docker) -> bool:
    """Whether it answers, and its containers see this machine's files and loopback address."""
    if not docker.host.startswith("unix://") or not _answers(docker):
        return False
    told = docker.ask("info", "--format", "{{.OperatingSystem}} {{.SecurityOptions}}")
    return "Docker Desktop" not in told and "rootless" not in told


def _answers(docker: Docker) -> bool:
    try:
        docker.ask("info")
    except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return False
    return True
