"""Runs ONNX Runtime on a processor with VNNI as if it had none, by hiding it from what asks the processor.

  gdb -q -batch -x infra/bench/without_vnni.py --args peer/bin/python infra/bench/onnx_runtime.py FILE.onnx

Needs gdb and objdump. ONNX Runtime asks with the instruction cpuid, once, when it is loaded: leaf 7 tells of
AVX512-VNNI, its second part of AVX-VNNI. The debugger stops at each of those instructions, clears the bits and is out
of the way afterwards. The last line says how often it did.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import gdb

LIBRARY = "onnxruntime_pybind11_state"
FEATURES = 7
AVX512_VNNI = 1 << 11
AVX_VNNI = 1 << 4
AVX_VNNI_INT8_INT16 = 1 << 4 | 1 << 10


def register(name: str) -> int:
    """The low 32 bits of a register."""
    return int(gdb.parse_and_eval(f"${name}")) & 0xFFFFFFFF


class Question(gdb.Breakpoint):  # type: ignore[misc]
    """Stops where the processor is asked for its features."""

    def stop(self) -> bool:
        return register("eax") == FEATURES


def loaded() -> tuple[int, Path]:
    """Where the library lies in memory, and its file."""
    for line in Path(f"/proc/{gdb.selected_inferior().pid}/maps").read_text(encoding="utf-8").splitlines():
        if LIBRARY in line:
            return int(line.split("-")[0], 16), Path(line.split()[-1])
    raise RuntimeError(f"{LIBRARY} is not loaded")


def questions(library: Path) -> list[int]:
    """Where in the library the instruction stands."""
    code = subprocess.run(["objdump", "-d", "--no-show-raw-insn", library], stdout=subprocess.PIPE, check=True).stdout
    return [int(place, 16) for place in re.findall(rb"^ *([0-9a-f]+):\tcpuid", code, re.MULTILINE)]


def hide() -> int:
    """Runs the program to its end; the number of answers that were changed."""
    hidden = 0
    gdb.execute("continue", to_string=True)
    while gdb.selected_inferior().pid:
        part = register("ecx")
        gdb.execute("stepi", to_string=True)
        if part == 0:
            gdb.execute(f"set $ecx = $ecx & ~{AVX512_VNNI}")
        else:
            gdb.execute(f"set $eax = $eax & ~{AVX_VNNI}")
            gdb.execute(f"set $edx = $edx & ~{AVX_VNNI_INT8_INT16}")
        hidden += 1
        gdb.execute("continue", to_string=True)
    return hidden


for setting in ("pagination off", "confirm off", "auto-solib-add off", "print thread-events off"):
    gdb.execute(f"set {setting}")
gdb.execute("handle SIGSEGV nostop noprint pass", to_string=True)
gdb.execute(f"catch load {LIBRARY}", to_string=True)
gdb.execute("run", to_string=True)
base, file = loaded()
gdb.execute("delete", to_string=True)
for place in questions(file):
    Question(f"*{base + place}", internal=True)
print(f"VNNI was hidden {hide()} times")
