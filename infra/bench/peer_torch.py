#!/usr/bin/env python3
"""Measures Hugging Face's wav2vec 2.0 on PyTorch, in single precision on this machine's cores.

The other side of `wavetrain bench`: the same modes and sizes, and the same fields in the one line of
JSON that it prints, so that compare.py can set the two side by side.

  python3 -m venv peer && peer/bin/pip install torch==2.15.0 transformers==4.57.1
  peer/bin/python infra/bench/peer_torch.py train --size base --batch 2 --seconds 5
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable

import torch
from torch.nn import functional
from transformers import Wav2Vec2Config, Wav2Vec2ForCTC, Wav2Vec2ForPreTraining

SAMPLE_RATE_HZ = 16_000
LABELS_PER_SECOND = 10
FIRST_LETTER = 4
VOCABULARY = 32
NEGATIVES = 100

SIZES: dict[str, dict[str, object]] = {
    "nano": {
        "hidden_size": 192,
        "num_hidden_layers": 4,
        "num_attention_heads": 4,
        "intermediate_size": 768,
        "conv_dim": [32, 32, 64, 64, 128, 128, 128],
        "num_conv_pos_embeddings": 32,
        "num_conv_pos_embedding_groups": 8,
    },
    "small": {"num_hidden_layers": 4},
    "medium": {"num_hidden_layers": 8},
    "base": {},
    "large": {
        "hidden_size": 1024,
        "num_hidden_layers": 24,
        "num_attention_heads": 16,
        "intermediate_size": 4096,
        "conv_bias": True,
        "feat_extract_norm": "layer",
        "do_stable_layer_norm": True,
        "codevector_dim": 768,
        "proj_codevector_dim": 768,
    },
}

DROPOUTS = ["hidden", "activation", "attention", "feat_proj", "final", "feat_quantizer"]


def configuration(size: str) -> Wav2Vec2Config:
    return Wav2Vec2Config(
        vocab_size=VOCABULARY,
        pad_token_id=0,
        ctc_loss_reduction="mean",
        ctc_zero_infinity=True,
        layerdrop=0.0,
        apply_spec_augment=False,
        **{f"{place}_dropout": 0.0 for place in DROPOUTS},
        **SIZES[size],
    )


def ctc(batch: int, seconds: float, config: Wav2Vec2Config) -> Callable[[], None]:
    """The loss and its gradient alone."""
    frames = int(49.9 * seconds)
    labels = labels_of(batch, seconds)
    logits = torch.randn(batch, frames, config.vocab_size, requires_grad=True)
    frame_lengths = torch.full((batch,), frames)
    label_lengths = torch.full((batch,), labels.shape[1])

    def step() -> None:
        log_probabilities = functional.log_softmax(logits, -1).transpose(0, 1)
        functional.ctc_loss(log_probabilities, labels, frame_lengths, label_lengths, zero_infinity=True).backward()
        logits.grad = None

    return step


def infer(batch: int, seconds: float, config: Wav2Vec2Config) -> Callable[[], None]:
    model = Wav2Vec2ForCTC(config).eval()
    audio = audio_of(batch, seconds)

    def step() -> None:
        with torch.inference_mode():
            model(audio)

    return step


def pretrain(batch: int, seconds: float, config: Wav2Vec2Config) -> Callable[[], None]:
    """Half of the frames are masked, with distractors from the same utterance."""
    model = Wav2Vec2ForPreTraining(config).train()
    audio = audio_of(batch, seconds)
    frames = int(model._get_feat_extract_output_lengths(audio.shape[1]))
    mask = torch.zeros(batch, frames, dtype=torch.bool)
    mask[:, : frames // 2] = True
    negatives = torch.randint(0, frames // 2, (batch, frames, NEGATIVES))
    negatives += torch.arange(batch)[:, None, None] * frames
    return updating(
        model,
        lambda: model(audio, mask_time_indices=mask, sampled_negative_indices=negatives).loss,
    )


def train(batch: int, seconds: float, config: Wav2Vec2Config, frozen: bool = False) -> Callable[[], None]:
    model = Wav2Vec2ForCTC(config).train()
    if frozen:
        model.freeze_feature_encoder()
    audio = audio_of(batch, seconds)
    labels = labels_of(batch, seconds)
    return updating(model, lambda: model(audio, labels=labels).loss)


def updating(model: torch.nn.Module, loss: Callable[[], torch.Tensor]) -> Callable[[], None]:
    """Forward pass, backward pass and AdamW."""
    trained = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=1e-5)

    def step() -> None:
        loss().backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    return step


def audio_of(batch: int, seconds: float) -> torch.Tensor:
    return torch.randn(batch, int(SAMPLE_RATE_HZ * seconds))


def labels_of(batch: int, seconds: float) -> torch.Tensor:
    return torch.randint(FIRST_LETTER, VOCABULARY, (batch, int(LABELS_PER_SECOND * seconds)))


MODES: dict[str, Callable[[int, float, Wav2Vec2Config], Callable[[], None]]] = {
    "train": train,
    "frozen": lambda batch, seconds, config: train(batch, seconds, config, frozen=True),
    "pretrain": pretrain,
    "infer": infer,
    "ctc": ctc,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("mode", choices=MODES)
    parser.add_argument("--size", choices=SIZES, default="base")
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    make = MODES[arguments.mode]
    step = make(arguments.batch, arguments.seconds, configuration(arguments.size))
    best = float("inf")
    for _ in range(arguments.steps):
        start = time.perf_counter()
        step()
        best = min(best, time.perf_counter() - start)
    result = {
        "peer": f"pytorch {torch.__version__}",
        "mode": arguments.mode,
        "size": arguments.size,
        "batch": arguments.batch,
        "seconds": arguments.seconds,
        "step_s": round(best, 4),
        "audio_s_per_s": round(arguments.batch * arguments.seconds / best, 2),
        "peak_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
