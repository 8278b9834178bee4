"""Fine-tuning on utterances as long as LibriSpeech's: ours in batches by seconds, PyTorch in eights.

    python3 -m venv peer && peer/bin/pip install torch==2.15.0 transformers==4.57.1
    ./wavetrain --version          # builds
    peer/bin/python infra/bench/lengths.py --runs 3

Both fine-tune the base model with its convolutional encoder frozen (CTC, AdamW, fp32, dropout off) on noise of
the same lengths. Ours makes batches of utterances of like length that hold at most so many seconds; PyTorch takes
eight utterances at random and pads them to the longest. Prints the seconds of audio, padding not counted, that each
trains on in a second, in turn, and the ratio of their means.
"""

import argparse
import json
import os
import random
import subprocess
import tempfile
import time
from pathlib import Path
from typing import NotRequired, TypedDict

ROOT = Path(__file__).resolve().parents[2]
SAMPLE_RATE_HZ = 16_000
LABELS_PER_SECOND = 14
UTTERANCES = 2000
TOGETHER = 8


class Result(TypedDict):
    """What one side reached."""

    peer: str
    batches: int
    audio_s: float
    audio_s_per_s: float
    padding_fraction: float
    data_wait_fraction: NotRequired[float]


def lengths(seed: int) -> list[int]:
    """Samples of utterances: from 1.5 to 24 s, most between 14 and 16 s, 12.3 s in the mean.

    So are those of LibriSpeech's 960 hours (Panayotov et al. 2015), where recordings were cut at about 16 s.
    """
    draw = random.Random(seed)
    seconds = []
    for _ in range(UTTERANCES):
        kind = draw.random()
        if kind < 0.6:
            seconds.append(draw.gauss(14.8, 0.9))
        else:
            seconds.append(draw.uniform(1.5, 16) if kind < 0.995 else draw.uniform(16, 24))
    return [int(second * SAMPLE_RATE_HZ) for second in seconds]


def ours(file: Path, batch_seconds: float, audio_seconds: float, seed: int, threads: int) -> Result:
    """What our engine reaches, in a process of its own."""
    command = [
        "java",
        "-Xmx1g",
        # No limit on native memory.
        "-Dorg.bytedeco.javacpp.maxbytes=0",
        "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
        f"-XX:ActiveProcessorCount={threads}",
        "-cp",
        f"{ROOT}/pipeline/cli/target/lib/*",
        "org.wavetrain.training.benchmark.LengthsBenchmark",
        str(file),
        str(batch_seconds),
        str(audio_seconds),
        str(seed),
    ]
    # As ./wavetrain sets it.
    environment = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1", **os.environ, "OMP_NUM_THREADS": str(threads)}
    done = subprocess.run(
        command,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    result: Result = json.loads(done.stdout.splitlines()[-1])
    return result


def peer(file: Path, audio_seconds: float, seed: int, threads: int) -> Result:
    """What PyTorch reaches, in this process."""
    import torch
    import transformers

    torch.set_num_threads(threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(seed)
    all_lengths = [int(line) for line in file.read_text().split()]
    random.Random(seed).shuffle(all_lengths)
    off = dict.fromkeys(
        [
            "hidden_dropout",
            "activation_dropout",
            "attention_dropout",
            "final_dropout",
            "layerdrop",
        ],
        0.0,
    )
    config = transformers.Wav2Vec2Config(
        ctc_loss_reduction="mean",
        ctc_zero_infinity=True,
        apply_spec_augment=False,
        **off,
    )
    model = transformers.Wav2Vec2ForCTC(config).train()
    model.freeze_feature_encoder()
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-5)

    def step(batch: list[int]) -> None:
        audio = torch.zeros(len(batch), max(batch))
        labels = torch.full((len(batch), max(batch) * LABELS_PER_SECOND // SAMPLE_RATE_HZ), -100)
        for row, length in enumerate(batch):
            audio[row, :length] = torch.randn(length)
            count = length * LABELS_PER_SECOND // SAMPLE_RATE_HZ
            labels[row, :count] = torch.randint(4, 32, (count,))
        model(audio, labels=labels).loss.backward()
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)

    step([SAMPLE_RATE_HZ] * 2)
    started = time.perf_counter()
    real = padded = done = 0
    while real < audio_seconds * SAMPLE_RATE_HZ:
        batch = all_lengths[done : done + TOGETHER]
        done += TOGETHER
        step(batch)
        real += sum(batch)
        padded += max(batch) * len(batch)
    elapsed = time.perf_counter() - started
    return {
        "peer": f"pytorch {torch.__version__}",
        "batches": done // TOGETHER,
        "audio_s": real / SAMPLE_RATE_HZ,
        "audio_s_per_s": real / SAMPLE_RATE_HZ / elapsed,
        "padding_fraction": 1 - real / padded,
    }


def main() -> None:
    """Runs both in turn, or PyTorch alone."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--batch-seconds", type=float, default=50)
    parser.add_argument("--audio-seconds", type=float, default=400)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--only", choices=["ours", "peer"])
    arguments = parser.parse_args()
    rates: dict[str, list[float]] = {"ours": [], "peer": []}
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(arguments.first_seed, arguments.first_seed + arguments.runs):
            file = Path(folder) / f"lengths-{seed}"
            file.write_text("\n".join(str(length) for length in lengths(seed)))
            if arguments.only != "peer":
                result = ours(
                    file,
                    arguments.batch_seconds,
                    arguments.audio_seconds,
                    seed,
                    arguments.threads,
                )
                rates["ours"].append(result["audio_s_per_s"])
                print(json.dumps(result), flush=True)
            if arguments.only != "ours":
                result = peer(file, arguments.audio_seconds, seed, arguments.threads)
                rates["peer"].append(result["audio_s_per_s"])
                print(json.dumps(result), flush=True)
    if rates["ours"] and rates["peer"]:
        ratio = (sum(rates["ours"]) / len(rates["ours"])) / (sum(rates["peer"]) / len(rates["peer"]))
        print(f"ours / PyTorch: {ratio:.2f}")


if __name__ == "__main__":
    main()
