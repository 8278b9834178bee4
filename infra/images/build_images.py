"""Builds the images: one for each stage, and `wavetrain`, which has the command line and all stages."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from class_path import COMMAND_LINE, class_path, program_version, stages
from context import date_alike, lay_out
from system import make_runtime, make_system, share_classes

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
# The kinds of stages with the parameter `device`, which may ask for graphics cards.
TRAINERS = ("pretrain", "finetune", "classify", "evaluate")
# What Dockerfiles call an image without files.
ALONE = "scratch"


def main() -> None:
    """Builds what was asked for and prints each image with its size."""
    arguments = _arguments()
    available = [COMMAND_LINE, *stages(ROOT)]
    if arguments.list:
        print("\n".join(available))
        return
    engine = _engine(arguments.engine)
    names = arguments.images or (TRAINERS if arguments.cuda else available)
    unknown = sorted(set(names) - set(available))
    if unknown:
        sys.exit(f"There is no image {', '.join(unknown)}: there are {', '.join(available)}.")
    jdk = _jdk(arguments.jdk)
    try:
        _build_program(arguments)
        with tempfile.TemporaryDirectory(prefix="images-", dir=ROOT / "target") as work:
            _build_images(Path(work), engine, names, jdk, arguments)
    finally:
        if arguments.cuda:
            _forget_build()


def _build_images(work: Path, engine: str, names: Sequence[str], jdk: Path, arguments: argparse.Namespace) -> None:
    runtime = make_runtime(HERE, jdk, work / "runtime")
    archive = share_classes(runtime, work)
    print(f"{'image':<40} {'MB':>6} {'of it the program':>18}")
    for name in names:
        context = work / name
        lay_out(HERE, class_path(ROOT, name), context)
        make_system(runtime, context, alone=arguments.base == ALONE)
        shutil.copy2(archive, context / "program")
        date_alike(context)
        program = sum(file.stat().st_size for file in (context / "program").rglob("*") if file.is_file())
        tag = f"{arguments.prefix}wavetrain/{name}{'-cuda' if arguments.cuda else ''}:{arguments.tag}"
        _build_image(engine, context, tag, name, arguments.base)
        print(f"{tag:<40} {_size(engine, tag) / 1e6:6.0f} {program / 1e6:18.1f}", flush=True)
        shutil.rmtree(context)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="infra/images/build", description=__doc__)
    parser.add_argument("images", nargs="*", help="names of stages, and `wavetrain`; all when none is given")
    parser.add_argument("--tag", default="latest", help="the images' version (default: latest)")
    parser.add_argument("--prefix", default="", help="before the names, such as registry.example/team/")
    parser.add_argument("--engine", help="docker or podman, or its path (default: docker where it is, else podman)")
    parser.add_argument(
        "--base",
        default=ALONE,
        help="an image to build on in place of this machine's C library and, with --cuda, NVIDIA's libraries",
    )
    parser.add_argument("--cuda", action="store_true", help="the trainers' images for NVIDIA cards")
    parser.add_argument(
        "--jdk",
        type=Path,
        help="the JDK that the images' Java is made of (default: JAVA_HOME, or that of the PATH)",
    )
    parser.add_argument("--offline", action="store_true", help="have Maven use what is on this machine")
    parser.add_argument("--list", action="store_true", help="print the names of the images")
    return parser.parse_args()


def _engine(given: str | None) -> str:
    for engine in (given,) if given else ("docker", "podman"):
        if shutil.which(engine):
            return engine
    sys.exit(f"There is no {given} on the PATH." if given else "Neither docker nor podman is on the PATH.")


def _jdk(given: Path | None) -> Path:
    linker = shutil.which("jlink")
    home = given or os.environ.get("JAVA_HOME") or (Path(linker).resolve().parents[1] if linker else None)
    if home is None or not (Path(home) / "bin" / "jlink").is_file():
        sys.exit(f"There is no jlink in {home or 'any folder of the PATH'}: give --jdk the folder of a JDK 17.")
    return Path(home)


def _build_program(arguments: argparse.Namespace) -> None:
    if not arguments.cuda and not arguments.offline:
        # It builds when a source is newer than the build.
        _run_build([ROOT / "wavetrain", "--version"])
        return
    options = ["-o"] if arguments.offline else []
    if arguments.cuda:
        _forget_build()
        options.append("-Pcuda,cuda-libraries" if arguments.base == ALONE else "-Pcuda")
    _run_build(["mvn", "-B", "-q", "-DskipTests", *options, "-pl", "pipeline/cli", "-am", "package"])


def _run_build(command: Sequence[str | Path]) -> None:
    if subprocess.run(command, check=False, cwd=ROOT, stdout=sys.stderr).returncode:
        sys.exit("The program cannot be built: why is above.")


def _forget_build() -> None:
    """Has `wavetrain` build anew: libraries for cards are in no image without, nor those without in one for cards."""
    shutil.rmtree(ROOT / "pipeline" / "cli" / "target" / "lib", ignore_errors=True)
    (ROOT / "target" / "build-started").unlink(missing_ok=True)


def _build_image(engine: str, context: Path, tag: str, name: str, base: str) -> None:
    given = {"BASE": base, "NAME": name, "VERSION": program_version(ROOT), "REVISION": _revision()}
    arguments = [part for key, value in given.items() for part in ("--build-arg", f"{key}={value}")]
    # The builder that every version of docker has: it needs no registry.
    environment = {**os.environ, "DOCKER_BUILDKIT": "0"}
    done = subprocess.run(
        [engine, "build", *arguments, "--file", HERE / "Dockerfile", "--tag", tag, context],
        check=False,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\n{engine} cannot build {tag}: its output is above.")


def _revision() -> str:
    asked = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    done = subprocess.run(asked, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout.strip() or "unknown"


def _size(engine: str, tag: str) -> int:
    asked = [engine, "image", "inspect", "--format", "{{.Size}}", tag]
    return int(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    main()
