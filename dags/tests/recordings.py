"""Makes recordings that a stage takes for speech: tones, in LJSpeech's layout."""

import array
import math
import wave
from pathlib import Path

SPEAKERS = 6
WORDS = ("one", "two", "three", "four", "five", "six")
_RATE = 16_000


def make_recordings(folder: Path) -> None:
    """A recording of each word by each speaker, a second long."""
    (folder / "wavs").mkdir(parents=True)
    rows = []
    for speaker in range(SPEAKERS):
        for number, word in enumerate(WORDS):
            name = f"speaker{speaker}-{number}"
            _write(folder / "wavs" / f"{name}.wav", hertz=200 + 40 * speaker + 60 * number)
            rows.append(f"{name}|{WORDS[speaker]} {word}\n")
    (folder / "metadata.csv").write_text("".join(rows))


def _write(file: Path, hertz: int) -> None:
    samples = array.array("h", (int(6000 * math.sin(math.tau * hertz * at / _RATE)) for at in range(_RATE)))
    with wave.open(str(file), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(2)
        recording.setframerate(_RATE)
        recording.writeframes(samples.tobytes())
