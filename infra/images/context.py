"""Lays out the folder that an image is built from: native libraries, libraries, and the program."""

import calendar
import os
import re
import shutil
import zipfile
from pathlib import Path

from class_path import ClassPath

# Native libraries of this system, in the layouts of JavaCPP, ONNX Runtime and SQLite.
_OURS = re.compile(r"(^|/)(linux-x86_64|linux-x64|Linux/x86_64)/[^/]+\.so(\.\d+)*$")
_ANY_NATIVE = re.compile(r"\.(so|dll|dylib|jnilib|a|lib)(\.\d+)*$|\.dSYM/")
# Of video devices, which need X11; what comes with the C library; and of CUDA what ND4J does not call.
_UNUSED = re.compile(r"avdevice|libgcc_s\.so|lib(jni)?(cudnn|cufft|curand|nccl|npp|nv)")
# Libraries under a second name, which JavaCPP or the linker looks for.
_ALIASES = {
    "libopenblas_nolapack.so.0": "libopenblas.so.0",
    "libonnxruntime.so.1": "libonnxruntime.so",
}
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_EARLIEST_SECONDS = calendar.timegm(_EARLIEST)


def lay_out(here: Path, class_path: ClassPath, context: Path) -> None:
    """Fills the folder."""
    natives, libraries, program = (context / name for name in ("natives", "libraries", "program"))
    for folder in (natives, libraries, program, context / "work"):
        folder.mkdir(parents=True)
    # ND4J's OpenMP runtime, the newest, serves all: so its libraries come last, over those of the same name.
    for jar in sorted(class_path.libraries, key=lambda jar: (jar.name.startswith("nd4j"), jar.name)):
        _divide(jar, natives, libraries)
    for alias, library in _ALIASES.items():
        if (natives / library).exists():
            (natives / alias).symlink_to(library)
    for jar in class_path.program:
        shutil.copy(jar, program)
    if class_path.recipes:
        shutil.copytree(class_path.recipes, program / "pipeline" / "recipes")
    options = (here / "options").read_text()
    (program / "options").write_text(f"{options}{class_path.main}\n")


def date_alike(folder: Path) -> None:
    """Gives all that is in a folder one date: what is the same is then the same layer, whenever it was made."""
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (_EARLIEST_SECONDS, _EARLIEST_SECONDS), follow_symlinks=False)


def _divide(jar: Path, natives: Path, libraries: Path) -> None:
    """Unpacks the native libraries of this system and leaves out those of others."""
    with zipfile.ZipFile(jar) as archive:
        members = archive.infolist()
        native = [member for member in members if _ANY_NATIVE.search(member.filename)]
        if not native:
            shutil.copy(jar, libraries)
            return
        for member in native:
            name = Path(member.filename).name
            if _OURS.search(member.filename) and not _UNUSED.search(name):
                file = natives / name
                file.write_bytes(archive.read(member))
                file.chmod(0o755)
        rest = [member for member in members if member not in native and not member.is_dir()]
        if any(member.filename.endswith(".class") for member in rest):
            with zipfile.ZipFile(libraries / jar.name, "w", zipfile.ZIP_DEFLATED) as smaller:
                for member in rest:
                    smaller.writestr(zipfile.ZipInfo(member.filename, _EARLIEST), archive.read(member))
