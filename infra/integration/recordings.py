"""Writes recordings in which each word is a sequence of tones: small, and the same on every machine."""

import json
import math
import struct
import wave
from pathlib import Path

DATES = ("2026-01-05", "2026-01-12", "2026-01-19")
_RATE = 16_000
_WORDS = {"one": (330, 440), "two": (550, 330), "three": (440, 660, 330), "four": (660, 550)}
# Takes of each word by each speaker, at the first date; two more at each date after it.
_TAKES = 6
_SPLITS = {"ann": "train", "bob": "train", "cem": "validation", "dea": "test"}


def write_snapshots(folder: Path) -> None:
    """A folder for each date, in the layout `manifest`; a later one has more recordings."""
    for number, date in enumerate(DATES):
        _write(folder / date, _TAKES + 2 * number)


def _write(folder: Path, takes: int) -> None:
    folder.mkdir(parents=True)
    lines = []
    for place, (speaker, split) in enumerate(_SPLITS.items()):
        for word, tones in _WORDS.items():
            for take in range(takes):
                name = f"{speaker}-{word}-{take}.wav"
                _say(folder / name, tones, pitch=1 + place / 10 + take / 100, seconds=0.45 + take / 100)
                lines.append(json.dumps({"path": name, "text": word, "speaker": speaker, "split": split}))
    (folder / "manifest.jsonl").write_text("\n".join(lines) + "\n")


def _say(file: Path, tones: tuple[int, ...], pitch: float, seconds: float) -> None:
    count = int(_RATE * seconds)
    samples = [
        int(9_000 * math.sin(math.pi * n / count) * math.sin(2 * math.pi * tone * pitch * n / _RATE))
        for tone in tones
        for n in range(count)
    ]
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
