"""Checks that subtitles are in SubRip's format and say the same as a text."""

import re
import sys
from pathlib import Path

TIME = r"(\d\d):([0-5]\d):([0-5]\d),(\d{3})"
CUE = re.compile(rf"(\d+)\n{TIME} --> {TIME}\n((?:.+\n){{1,2}})\n")


def seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, whole, thousandths = (int(part) for part in parts)
    return 3600 * hours + 60 * minutes + whole + thousandths / 1000


def main() -> None:
    subtitles = Path(sys.argv[1]).read_text(encoding="utf-8")
    wanted = Path(sys.argv[2]).read_text(encoding="utf-8").split()
    cues = list(CUE.finditer(subtitles))
    assert "".join(cue[0] for cue in cues) == subtitles, "there is more than cues"
    assert [int(cue[1]) for cue in cues] == list(range(1, len(cues) + 1)), "cues are not numbered from 1"
    end = 0.0
    for cue in cues:
        groups = cue.groups()
        start, after = seconds(groups[1:5]), seconds(groups[5:9])
        assert end <= start < after <= start + 7, f"the times of {cue[0]!r}"
        assert all(len(line) <= 42 for line in groups[9].splitlines()), f"the lines of {cue[0]!r}"
        end = after
    said = " ".join(cue.groups()[9] for cue in cues).split()
    assert said == wanted, f"{said} is not {wanted}"


if __name__ == "__main__":
    main()
