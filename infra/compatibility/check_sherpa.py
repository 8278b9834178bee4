"""Transcribes a recording with sherpa-onnx and an exported model, by its path for raw waveforms.

Usage: check_sherpa.py EXPORT RECORDING.wav EXPECTED_TEXT
"""

import sys
import wave
from pathlib import Path

import numpy as np
import sherpa_onnx


def samples(recording: Path) -> np.ndarray:
    with wave.open(str(recording)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2), recording
        values = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    return values.astype(np.float32) / 32_768


def transcribe(model: Path, tokens: Path, waveform: np.ndarray) -> str:
    recognizer = sherpa_onnx.OfflineRecognizer.from_omnilingual_asr_ctc(model=str(model), tokens=str(tokens))
    stream = recognizer.create_stream()
    stream.accept_waveform(16_000, waveform)
    recognizer.decode_stream(stream)
    return str(stream.result.text).strip()


def main(export: Path, recording: Path, expected: str) -> None:
    waveform = samples(recording)
    exact = transcribe(export / "onnx" / "model.onnx", export / "tokens.txt", waveform)
    assert exact == expected, f"sherpa-onnx hears {exact!r}, wavetrain {expected!r}"
    rounded = transcribe(export / "onnx" / "model_quantized.onnx", export / "tokens.txt", waveform)
    print(f"{recording}: {exact!r}, in 8 bits {rounded!r}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
