"""Makes what lies below the program: a Java runtime, and this machine's C library where there is no base image."""

import shutil
import subprocess
import sys
from pathlib import Path

from context import date_alike

_USER = 10001
_PASSWD = f"root:x:0:0:root:/:/none\nwavetrain:x:{_USER}:{_USER}:wavetrain:/tmp:/none\n"
_GROUP = f"root:x:0:\nwavetrain:x:{_USER}:\n"
# Parts of the C library that are linked to by some images only, or loaded by name as a host name is looked up: with
# all of them in each image, this layer is the same in all.
_OF_C_LIBRARY = (
    "libdl.so.2",
    "libpthread.so.0",
    "librt.so.1",
    "libresolv.so.2",
    "libnss_files.so.2",
    "libnss_dns.so.2",
)
# NVIDIA's container toolkit puts it into a container: it has to be that of the machine that runs it.
_OF_DRIVER = "libcuda.so.1"


def make_runtime(here: Path, jdk: Path, runtime: Path) -> Path:
    """Links a Java runtime of the modules that the libraries use."""
    modules = ",".join((here / "java-modules").read_text().split())
    subprocess.run(
        [
            jdk / "bin" / "jlink",
            *("--add-modules", modules),
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--compress=2",
            *("--output", runtime),
        ],
        check=True,
    )
    # Java compares the date of its modules with that in the archive of their classes.
    date_alike(runtime)
    return runtime


def share_classes(runtime: Path, work: Path) -> Path:
    """
    Writes the classes of the platform as they lie in memory, so that programs start sooner.

    The file is another one each time, so it does not belong into the layer of the runtime.
    """
    archive = work / "classes.jsa"
    command: list[str | Path] = [runtime / "bin" / "java", "-Xshare:dump", f"-XX:SharedArchiveFile={archive}"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return archive


def make_system(runtime: Path, context: Path, alone: bool) -> None:
    """Lays out the root of the image's files; alone, with all that a base image would have."""
    system = context / "system"
    shutil.copytree(runtime, system / "opt" / "java", symlinks=True)
    if not alone:
        return
    for library in sorted(_needed(runtime, context / "natives")):
        # Where the loader looks for it: folders such as /lib are links on many systems.
        target = system / library.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(library, target)
    etc = system / "etc"
    etc.mkdir()
    (etc / "passwd").write_text(_PASSWD)
    (etc / "group").write_text(_GROUP)
    (etc / "nsswitch.conf").write_text("hosts: files dns\n")
    subprocess.run([shutil.which("ldconfig", path="/sbin:/usr/sbin") or "ldconfig", "-r", system], check=True)
    temporary = system / "tmp"
    temporary.mkdir()
    temporary.chmod(0o1777)


def _needed(runtime: Path, natives: Path) -> set[Path]:
    """The libraries of this machine that Java and the native libraries are linked to."""
    java = [runtime / "bin" / "java", runtime / "lib" / "server" / "libjvm.so"]
    # Not those of windows and sound: no stage has any.
    java += [runtime / "lib" / f"lib{name}.so" for name in ("java", "net", "nio", "zip", "management", "jimage")]
    found: set[Path] = set()
    missing: set[str] = set()
    for file in [*java, *natives.iterdir()]:
        listed = subprocess.run(
            ["ldd", file],
            env={"LD_LIBRARY_PATH": f"{natives}:{runtime}/lib:{runtime}/lib/server"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for line in listed.splitlines():
            words = line.split()
            if "not found" in line:
                missing.add(words[0])
            path = next((word for word in words if word.startswith("/")), None)
            if path and not path.startswith((str(natives), str(runtime))):
                found.add(Path(path))
    missing.discard(_OF_DRIVER)
    if missing:
        sys.exit(f"This machine lacks {', '.join(sorted(missing))}, which the native libraries are linked to.")
    beside = {path.parent for path in found if path.name == "libc.so.6"}
    return found | {folder / name for folder in beside for name in _OF_C_LIBRARY if (folder / name).exists()}
