#!/usr/bin/env python3
"""Runs `wavetrain bench` and peer_torch.py in turn and prints the ratios of their best figures.

  python3 infra/bench/compare.py --peer peer/bin/python            # all rows, three times each
  python3 infra/bench/compare.py --peer peer/bin/python train ctc  # only rows whose name has a word

Absolute times vary by machine, and on a busy one from minute to minute; the ratio of the best of
several runs in turn is what can be compared. A ratio above 1 is in Wavetrain's favour.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Row:
    """A line of the table: what both sides run, and what Wavetrain runs besides."""

    name: str
    arguments: tuple[str, ...]
    own_arguments: tuple[str, ...] = ()


@dataclass(frozen=True)
class Best:
    """The best of several runs."""

    seconds: float
    mebibytes: int
    product_share: float

    @staticmethod
    def of(results: list[dict[str, float]]) -> Best:
        return Best(
            min(result["step_s"] for result in results),
            min(int(result["peak_rss_mib"]) for result in results),
            max(result.get("product_share", 0.0) for result in results),
        )


FIVE_SECONDS = ("--batch", "2", "--seconds", "5", "--steps", "6")

ROWS = (
    Row("train base", ("train", "--size", "base", *FIVE_SECONDS)),
    Row("train base, bf16", ("train", "--size", "base", *FIVE_SECONDS), ("--precision", "bf16")),
    Row("frozen base", ("frozen", "--size", "base", *FIVE_SECONDS)),
    Row("pretrain small", ("pretrain", "--size", "small", *FIVE_SECONDS)),
    Row(
        "train nano",
        ("train", "--size", "nano", "--batch", "8", "--seconds", "2", "--steps", "40"),
    ),
    Row("infer base", ("infer", "--size", "base", *FIVE_SECONDS)),
    Row("infer base, ONNX", ("infer", "--size", "base", *FIVE_SECONDS), ("--onnx",)),
    Row("infer base, ONNX int8", ("infer", "--size", "base", *FIVE_SECONDS), ("--onnx=int8",)),
    Row("ctc", ("ctc", "--batch", "8", "--seconds", "10", "--steps", "100")),
)


def run(command: list[str]) -> dict[str, float]:
    """The object that a command prints on its last line."""
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    result: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return result


def compare(row: Row, times: int, peer: str) -> tuple[Best, Best]:
    script = str(ROOT / "infra" / "bench" / "peer_torch.py")
    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    for _ in range(times):
        launcher = str(ROOT / "wavetrain")
        ours.append(run([launcher, "bench", *row.arguments, *row.own_arguments, "--json"]))
        theirs.append(run([peer, script, *row.arguments]))
    return Best.of(ours), Best.of(theirs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("words", nargs="*", help="only rows whose name contains one of these")
    parser.add_argument("--peer", default=sys.executable, help="the Python that has torch")
    parser.add_argument("--times", type=int, default=3, help="runs of each side")
    arguments = parser.parse_args()

    print("| mode | Wavetrain | PyTorch | speed | memory | products |")
    print("|---|---|---|---|---|---|")
    for row in ROWS:
        if arguments.words and not any(word in row.name for word in arguments.words):
            continue
        ours, theirs = compare(row, arguments.times, arguments.peer)
        cells = (
            row.name,
            f"{ours.seconds:.4f} s, {ours.mebibytes} MiB",
            f"{theirs.seconds:.4f} s, {theirs.mebibytes} MiB",
            f"{theirs.seconds / ours.seconds:.2f} ×",
            f"{ours.mebibytes / theirs.mebibytes:.2f} ×",
            f"{ours.product_share:.0%}" if ours.product_share else "",
        )
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
