"""The Docker daemon whose containers tasks are, where there can be one."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from places import Places
from processes import IntegrationError, Program, wait_until

IMAGE_TAG = "integration"
_START_SECONDS = 60
# Debian's own before what else may be called so.
_PATH = f"/usr/bin:{os.environ['PATH']}"


@dataclass(frozen=True)
class Docker:
    """A daemon that answers: this machine's, or, where `program` is set, one that was started here."""

    host: str
    program: Program | None

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to use it."""
        return {"DOCKER_HOST": self.host, "PATH": _PATH}

    def ask(self, *arguments: str) -> str:
        """Runs a command of Docker; what it printed."""
        command = ["docker", *arguments]
        environment = {**os.environ, **self.environment}
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.strip()

    def stop(self) -> None:
        """Leaves a daemon of the machine's without our images, and stops one of our own."""
        if self.program:
            self.program.stop()
            _unmount(self.program.places.state)
        else:
            images = self.ask("image", "ls", "--quiet", "--filter", f"reference=wavetrain/*:{IMAGE_TAG}").split()
            for image in images:
                self.ask("image", "rm", "--force", image)


def start_docker(places: Places) -> Docker | str:
    """The machine's daemon where it may be used, else one of our own; or why there is none."""
    there = Docker(os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock"), None)
    if _answers(there):
        return there
    if os.geteuid() != 0:
        return "no Docker daemon answers, and only root can start one"
    if not shutil.which("dockerd"):
        return f"dockerd is not installed, and could not be: see {places.logs}/install-docker.log"
    program = _own(places)
    own = Docker(f"unix://{places.state}/docker.sock", program)
    program.start()
    try:
        wait_until("dockerd does not answer", _START_SECONDS, lambda: _answers(own) or program.has_ended())
        program.require_alive()
    except IntegrationError as failure:
        own.stop()
        return f"dockerd cannot run here: {failure}"
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
            subprocess.run(["umount", place], check=True, capture_output=True, text=True)


def _answers(docker: Docker) -> bool:
    try:
        docker.ask("info")
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
