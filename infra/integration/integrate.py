"""Starts the servers, builds the images, goes through the scenario, and stops all. See README.md."""

import contextlib
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from airflow_api import sign_in
from client_tests import test_client
from docker_daemon import IMAGE_TAG, Docker, Wanted, start_docker
from evidence import Store, Tracked
from places import Places, choose_places
from processes import IntegrationError, Program
from recordings import write_snapshots
from report import Report
from running_tasks import Containers, Processes, RunningTasks
from scenario import Scenario
from servers import servers
from surroundings import forget_other_servers

ROOT = Path(__file__).resolve().parents[2]
_BUILD_SECONDS = 900
AGAIN_TAG = f"{IMAGE_TAG}-again"


def main() -> None:
    """Goes through all of it; ends with 1 where something is not as it should be."""
    places = choose_places(ROOT, Path(sys.argv[1]).resolve())
    wanted = Wanted(sys.argv[2]) if len(sys.argv) > 2 else Wanted.EITHER
    report = Report()
    forget_other_servers()
    # Such as from a time limit: what was started is stopped then, too.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        with contextlib.ExitStack() as ends:
            # What was started is stopped in the opposite order, and each whatever becomes of the others.
            _integrate(places, wanted, report, ends.callback)
    except IntegrationError as failure:
        sys.exit(f"FAILED: {failure}")
    except subprocess.CalledProcessError as failure:
        sys.exit(f"FAILED: {failure}\n{failure.stderr or ''}")
    except (subprocess.TimeoutExpired, OSError) as failure:
        sys.exit(f"FAILED: {failure}")
    print(f"== {report.verified} things verified")


def _integrate(places: Places, wanted: Wanted, report: Report, at_the_end: Callable[..., object]) -> None:
    _prepare(places)
    at_the_end(shutil.rmtree, places.state)
    report.begin("starting servers")
    docker = start_docker(places, wanted)
    running: RunningTasks
    if isinstance(docker, Docker):
        at_the_end(docker.stop)
        running = Containers(places, docker)
        used = docker
    else:
        report.tell(f"left out: containers, since {docker}. Tasks are processes.")
        running = Processes(places)
        used = None
    at_the_end(running.remove_all)
    programs = servers(places, used)
    for program in programs.all():
        at_the_end(program.stop)
    programs.start(places, used)
    report.tell("all servers answer")
    _build(places, used, report)
    airflow = sign_in(places)
    Scenario(places, programs, airflow, Store(places), Tracked(places), running, report).run()
    test_client(places, report)


def _prepare(places: Places) -> None:
    shutil.rmtree(places.state, ignore_errors=True)
    places.pipelines.mkdir(parents=True)
    shutil.copy(Path(__file__).parent / "words.yaml", places.pipelines)
    write_snapshots(places.recordings)


def _build(places: Places, docker: Docker | None, report: Report) -> None:
    """The images, or the program alone."""
    report.begin("building")
    command: list[str | Path] = [ROOT / "wavetrain", "--version"]
    if docker:
        command = _build_images(docker, IMAGE_TAG, *Scenario.IMAGES)
    build = Program("build", command, docker.environment if docker else {}, places)
    code = build.run(_BUILD_SECONDS)
    report.require(code == 0, f"{'the images' if docker else 'the program'} can be built (see {build.log})")
    if docker:
        _see_what_a_build_changes(places, docker, report)


def _see_what_a_build_changes(places: Places, docker: Docker, report: Report) -> None:
    image = "wavetrain/ingest"
    again = Program("build", _build_images(docker, AGAIN_TAG, "ingest"), docker.environment, places)
    built = again.run(_BUILD_SECONDS) == 0
    report.require(built, f"an image can be built again (see {again.log})")
    *first, _ = docker.layers(f"{image}:{IMAGE_TAG}")
    *second, _ = docker.layers(f"{image}:{AGAIN_TAG}")
    report.require(first == second, f"all its {len(first)} layers below the program are the same")


def _build_images(docker: Docker, tag: str, *names: str) -> list[str | Path]:
    return [ROOT / "infra" / "images" / "build", "--tag", tag, "--engine", docker.client, *names]


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # Once is enough: what is stopped then is to be stopped whole.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise IntegrationError("it was asked to stop")


if __name__ == "__main__":
    main()
