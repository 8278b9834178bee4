"""Unpacks a corpus artifact for PyTorch and writes the random weights that both sides start from.

Usage: prepare.py MANIFEST FOLDER --seed N

MANIFEST is the manifest.json of ingest's artifact in the embedded object store. FOLDER gets train/ and test/ with one
WAV and one text file an utterance, and start/, a Hugging Face folder of the size nano.
"""

from __future__ import annotations

import argparse
import json
import tarfile
from pathlib import Path

import torch
from transformers import (
    Wav2Vec2Config,
    Wav2Vec2CTCTokenizer,
    Wav2Vec2FeatureExtractor,
    Wav2Vec2ForCTC,
)

SPLITS = ("train", "test")


def shards(manifest: Path) -> list[Path]:
    """The tar files of a corpus artifact, in order."""
    content = json.loads(manifest.read_text(encoding="utf-8"))
    files = manifest.parent / content["folder"]
    return sorted(files.glob("shards/*.tar"))


def unpack(manifest: Path, folder: Path) -> set[str]:
    """Writes the utterances that have a text; returns the characters of the training texts."""
    alphabet: set[str] = set()
    for split in SPLITS:
        (folder / split).mkdir(parents=True, exist_ok=True)
    for shard in shards(manifest):
        with tarfile.open(shard) as archive:
            chosen: dict[str, str] = {}
            for member in archive:
                content = archive.extractfile(member)
                if content is None:
                    continue
                name = Path(member.name)
                if name.suffix == ".json":
                    utterance = json.load(content)
                    text = utterance.get("text")
                    if text and utterance["split"] in SPLITS:
                        chosen[name.stem] = utterance["split"]
                        (folder / utterance["split"] / f"{name.stem}.txt").write_text(text, encoding="utf-8")
                        if utterance["split"] == "train":
                            alphabet.update(text)
                elif name.stem in chosen:
                    (folder / chosen[name.stem] / f"{name.stem}.wav").write_bytes(content.read())
    return alphabet


def write_start(folder: Path, alphabet: set[str], seed: int) -> None:
    """A nano model with random weights, whose vocabulary is the one that the finetune stage makes."""
    tokens = ["<pad>", "<unk>", "|", *sorted(alphabet - {" "})]
    start = folder / "start"
    start.mkdir(exist_ok=True)
    vocabulary = start / "vocab.json"
    vocabulary.write_text(json.dumps({token: index for index, token in enumerate(tokens)}), encoding="utf-8")
    Wav2Vec2CTCTokenizer(str(vocabulary), bos_token=None, eos_token=None).save_pretrained(start)
    Wav2Vec2FeatureExtractor(do_normalize=True).save_pretrained(start)
    torch.manual_seed(seed)
    config = Wav2Vec2Config(
        vocab_size=len(tokens),
        pad_token_id=0,
        hidden_size=192,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=768,
        conv_dim=[32, 32, 64, 64, 128, 128, 128],
        num_conv_pos_embeddings=32,
        num_conv_pos_embedding_groups=8,
        layerdrop=0.0,
        hidden_dropout=0.1,
        attention_dropout=0.1,
        activation_dropout=0.0,
        feat_proj_dropout=0.0,
        final_dropout=0.0,
        mask_time_prob=0.0,
        ctc_loss_reduction="mean",
        ctc_zero_infinity=True,
    )
    Wav2Vec2ForCTC(config).save_pretrained(start)


def main() -> None:
    """Reads the arguments and does the work."""
    parser = argparse.ArgumentParser(description="Makes what both sides of the quality comparison train on.")
    parser.add_argument("manifest", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    arguments = parser.parse_args()
    alphabet = unpack(arguments.manifest, arguments.folder)
    write_start(arguments.folder, alphabet, arguments.seed)


if __name__ == "__main__":
    main()
