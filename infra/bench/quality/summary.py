"""Prints the word error rates that compare has gathered.

Usage: summary.py FOLDER SEED...
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import mean


def last_object(path: Path) -> dict[str, float]:
    """The JSON object on the last line of a file."""
    found: dict[str, float] = json.loads(path.read_text(encoding="utf-8").strip().splitlines()[-1])
    return found


def main() -> None:
    """Prints a line for each seed and the ratio of the means."""
    theirs, ours = [], []
    for seed in sys.argv[2:]:
        data = Path(sys.argv[1]) / f"seed-{seed}"
        theirs.append(last_object(data / "pytorch.txt")["wer"])
        ours.append(last_object(data / "wavetrain.txt")["wer"])
        print(f"{data.name}: PyTorch {theirs[-1]:.4f}, Wavetrain {ours[-1]:.4f}")
    print(f"mean: PyTorch {mean(theirs):.4f}, Wavetrain {mean(ours):.4f}, ratio {mean(ours) / mean(theirs):.2f}")


if __name__ == "__main__":
    main()
