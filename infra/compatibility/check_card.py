"""Checks model cards of exports.

Usage: check_card.py --program WAVETRAIN [--snippets RECORDING.wav [--without-torch]] EXPORT...
"""

import argparse
import os
import re
import shlex
import subprocess
import wave
from array import array
from pathlib import Path

from huggingface_hub import ModelCard, ModelCardData
from huggingface_hub.repocard_data import model_index_to_eval_results

# What transformers needs PyTorch for.
NEEDS_TORCH = re.compile(r"\bWav2Vec2For\w+")

FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def check_front_matter(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    card = ModelCard(text)
    data = card.data
    assert isinstance(data, ModelCardData)
    assert data.library_name == "transformers", data.library_name
    assert data.pipeline_tag == "automatic-speech-recognition", data.pipeline_tag
    assert data.license, "no license"
    assert data.tags and data.metrics, "no tags or no metrics"
    results = data.eval_results or []
    if "Not evaluated" not in text:
        assert {result.metric_type for result in results} & {"wer", "accuracy"}, results
    for result in results:
        assert result.metric_value >= 0, result
        assert result.dataset_type and result.dataset_name, result
    # What the hub would show after it has read and written it.
    again = ModelCard(str(card))
    assert again.data.to_dict() == data.to_dict()
    name, parsed = model_index_to_eval_results(data.to_dict()["model-index"]) if results else ("", [])
    assert len(parsed) == len(results)
    print(f"{folder}: {name or 'not evaluated'}, {len(results)} figures")


def check_snippets(folder: Path, recording: Path, program: Path, torch: bool) -> None:
    """Runs what the card tells people to type; all that transcribe must say the same."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    samples = floats(recording)
    transcripts: set[str] = set()
    labels: set[str] = set()
    for language, code in FENCE.findall(text):
        if language == "python":
            if not torch and NEEDS_TORCH.search(code):
                print(f"  python: not run, it needs PyTorch: {code.splitlines()[0]}")
                continue
            names: dict[str, object] = {"folder": str(folder), "samples": samples}
            exec(compile(code, "README.md", "exec"), names)
            print(f"  python: {names.get('text', names.get('label'))!r}")
            (labels if "label" in names else transcripts).add(str(names.get("text", names.get("label"))))
        else:
            for line in code.strip().splitlines():
                words = shlex.split(line.replace("recording.wav", shlex.quote(str(recording))))
                assert words[0] == "./wavetrain", line
                words = [str(folder) if word == "folder" else word for word in words[1:]]
                heard = subprocess.run(
                    [program, *words], check=True, capture_output=True, text=True, env=dict(os.environ)
                )
                print(f"  {line}: {heard.stdout.strip()!r}")
                (labels if words[0] == "classify" else transcripts).add(heard.stdout.strip())
    assert len(transcripts) == 1, f"the ways to transcribe do not agree: {transcripts}"
    assert len(labels) <= 1, f"the ways to classify do not agree: {labels}"


def floats(recording: Path) -> list[float]:
    with wave.open(str(recording)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (16_000, 1, 2), recording
        samples = array("h", file.readframes(file.getnframes()))
    return [sample / 32768 for sample in samples]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--snippets", type=Path)
    parser.add_argument("--without-torch", action="store_true")
    parser.add_argument("exports", type=Path, nargs="+")
    arguments = parser.parse_args()
    for export in arguments.exports:
        check_front_matter(export)
        if arguments.snippets:
            check_snippets(export, arguments.snippets, arguments.program, not arguments.without_torch)


if __name__ == "__main__":
    main()
