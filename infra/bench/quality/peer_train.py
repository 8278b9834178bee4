"""Trains the nano model with PyTorch: the peer of ./wavetrain run quality.yaml.

Usage: peer_train.py FOLDER --steps N --batch N --lr X --warmup N --seed N [--threads N]

FOLDER is what prepare.py made. AdamW, gradients clipped to 1, linear warm-up and linear decay to zero, batches of about
equal length. The last line of the output is a JSON object with wer, cer, steps and seconds.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import jiwer
import soundfile
import torch
from transformers import Wav2Vec2CTCTokenizer, Wav2Vec2ForCTC

BLUR_SAMPLES = 4000


@dataclass(frozen=True)
class Utterance:
    """Normalised samples, the ids of the text's symbols, and the text."""

    samples: torch.Tensor
    labels: torch.Tensor
    text: str


def load(folder: Path, tokenizer: Wav2Vec2CTCTokenizer) -> list[Utterance]:
    """All utterances of a split, by name."""
    utterances = []
    for path in sorted(folder.glob("*.wav")):
        values, rate = soundfile.read(path, dtype="float32")
        if rate != 16000:
            raise ValueError(f"{path} has {rate} Hz")
        samples = torch.from_numpy(values)
        samples = (samples - samples.mean()) / torch.sqrt(samples.var(unbiased=False) + 1e-7)
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        labels = tokenizer.convert_tokens_to_ids(list(text.replace(" ", "|")))
        utterances.append(Utterance(samples, torch.tensor(labels), text))
    return utterances


def collate(batch: list[Utterance]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Padded samples, their mask, and labels padded with -100."""
    pad = torch.nn.utils.rnn.pad_sequence
    samples = pad([one.samples for one in batch], batch_first=True)
    mask = pad([torch.ones(len(one.samples), dtype=torch.long) for one in batch], batch_first=True)
    return samples, mask, pad([one.labels for one in batch], batch_first=True, padding_value=-100)


def decode(ids: list[int], tokenizer: Wav2Vec2CTCTokenizer) -> str:
    """Greedy: repeats merged, blanks dropped."""
    kept = [one for index, one in enumerate(ids) if one != 0 and (index == 0 or one != ids[index - 1])]
    return "".join(tokenizer.convert_ids_to_tokens(kept)).replace("|", " ").strip()


def evaluate(model: Wav2Vec2ForCTC, test: list[Utterance], tokenizer: Wav2Vec2CTCTokenizer) -> tuple[float, float]:
    """Word and character error rate."""
    model.eval()
    said = []
    with torch.inference_mode():
        for one in test:
            said.append(decode(model(one.samples[None]).logits[0].argmax(-1).tolist(), tokenizer))
    model.train()
    texts = [one.text for one in test]
    return jiwer.wer(texts, said), jiwer.cer(texts, said)


def main() -> None:
    """Reads the arguments and trains."""
    parser = argparse.ArgumentParser(description="The PyTorch side of the quality comparison.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--lr", type=float, required=True)
    parser.add_argument("--warmup", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    generator = random.Random(arguments.seed)

    tokenizer = Wav2Vec2CTCTokenizer.from_pretrained(arguments.folder / "start")
    train = load(arguments.folder / "train", tokenizer)
    test = load(arguments.folder / "test", tokenizer)
    model = Wav2Vec2ForCTC.from_pretrained(arguments.folder / "start").train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=arguments.lr, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01)

    step, started = 0, time.monotonic()
    while step < arguments.steps:
        order = sorted(train, key=lambda one: len(one.samples) + generator.random() * BLUR_SAMPLES)
        batches = [order[start : start + arguments.batch] for start in range(0, len(order), arguments.batch)]
        generator.shuffle(batches)
        for batch in batches[: arguments.steps - step]:
            rising = min(1.0, (step + 1) / arguments.warmup)
            falling = (arguments.steps - step) / max(1, arguments.steps - arguments.warmup)
            for group in optimizer.param_groups:
                group["lr"] = arguments.lr * min(rising, falling, 1.0)
            samples, mask, labels = collate(batch)
            loss = model(samples, attention_mask=mask, labels=labels).loss
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % 200 == 0:
                print(step, f"loss {loss.item():.3f}", f"{time.monotonic() - started:.0f} s", flush=True)
    seconds = round(time.monotonic() - started, 1)
    wer, cer = evaluate(model, test, tokenizer)
    figures = {
        "peer": f"pytorch {torch.__version__}",
        "wer": round(wer, 4),
        "cer": round(cer, 4),
        "steps": step,
        "seconds": seconds,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
