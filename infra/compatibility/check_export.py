"""Checks exported models with Hugging Face transformers and ONNX Runtime.

Usage: check_export.py make FOLDER                      writes random models of every kind, each in a folder of its own
       check_export.py check EXPORT [--source FOLDER]   checks one export, and that it computes what its source does
"""

import argparse
import json
import logging
import warnings
from pathlib import Path
from typing import TypeAlias

import numpy as np
import onnx
import onnxruntime
import torch
import transformers
from transformers import (
    Wav2Vec2Config,
    Wav2Vec2CTCTokenizer,
    Wav2Vec2FeatureExtractor,
    Wav2Vec2ForCTC,
    Wav2Vec2ForSequenceClassification,
    Wav2Vec2Processor,
)

TOLERANCE = 1e-4
SAMPLES = (400, 16_000, 16_321, 48_017)  # one frame, a second, an odd number, three seconds
SMALL = {
    "hidden_size": 64,
    "num_hidden_layers": 4,
    "num_attention_heads": 4,
    "intermediate_size": 128,
    "conv_dim": [32] * 7,
    "num_conv_pos_embeddings": 16,
    "num_conv_pos_embedding_groups": 4,
}
LAYER = {"feat_extract_norm": "layer", "do_stable_layer_norm": True, "conv_bias": True}
TOKENS = ["<pad>", "<s>", "</s>", "<unk>", "|", *"ETAONIHSRDLUMWCFGYPBVK'XJQZ"]
LABELS = ["angry", "calm", "sad"]

Model: TypeAlias = Wav2Vec2ForCTC | Wav2Vec2ForSequenceClassification


class Warnings(logging.Handler):
    """Keeps what transformers logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def make(folder: Path) -> None:
    torch.manual_seed(0)
    ctc = {"vocab_size": len(TOKENS), "pad_token_id": 0}
    classes = {"id2label": dict(enumerate(LABELS)), "label2id": {label: index for index, label in enumerate(LABELS)}}
    save(Wav2Vec2ForCTC(Wav2Vec2Config(**ctc, **SMALL)), folder / "ctc-group")
    save(Wav2Vec2ForCTC(Wav2Vec2Config(**ctc, **SMALL, **LAYER)), folder / "ctc-layer")
    save(Wav2Vec2ForCTC(Wav2Vec2Config(**ctc)), folder / "ctc-base")
    exits = {"early_exits": {"layers": [2, 3, 4], "shared_head": True}}
    save(Wav2Vec2ForCTC(Wav2Vec2Config(**ctc, **SMALL, **exits)), folder / "exits-group")
    save(Wav2Vec2ForCTC(Wav2Vec2Config(**ctc, **SMALL, **LAYER, **exits)), folder / "exits-layer")
    save(Wav2Vec2ForSequenceClassification(Wav2Vec2Config(**classes, **SMALL)), folder / "classes-group")
    weighted = {"use_weighted_layer_sum": True}
    save(
        Wav2Vec2ForSequenceClassification(Wav2Vec2Config(**classes, **SMALL, **LAYER, **weighted)),
        folder / "classes-layer",
    )


def save(model: Model, folder: Path) -> None:
    model.save_pretrained(folder)
    Wav2Vec2FeatureExtractor(do_normalize=True).save_pretrained(folder)
    if isinstance(model, Wav2Vec2ForCTC):
        tokens = {token: index for index, token in enumerate(TOKENS)}
        (folder / "vocab.json").write_text(json.dumps(tokens), encoding="utf-8")


def check(folder: Path, source: Path | None) -> None:
    model = load_quietly(folder)
    original = load(source) if source else model
    if isinstance(model, Wav2Vec2ForCTC):
        check_processor(folder, model)
    worst = 0.0
    files = sorted((folder / "onnx").glob("*.onnx"))
    assert folder / "onnx" / "model.onnx" in files, files
    for file in files:
        onnx.checker.check_model(str(file), full_check=True)
        opset = {entry.domain: entry.version for entry in onnx.load(str(file), load_external_data=False).opset_import}
        assert opset == {"": 18}, opset
        worst = max(worst, check_file(file, model, original))
    if (folder / "classifier").is_dir():
        check(folder / "classifier", None)
    print(f"{folder}: {len(files)} files, scores differ by at most {worst:.1e}")


def load_quietly(folder: Path) -> Model:
    """Loads a model that no tensor is missing of or left over, and that nothing is to be said about."""
    heard = Warnings()
    logger = logging.getLogger("transformers")
    logger.addHandler(heard)
    try:
        with warnings.catch_warnings(record=True) as raised:
            warnings.simplefilter("always")
            model, report = model_class(folder).from_pretrained(folder, output_loading_info=True)
    finally:
        logger.removeHandler(heard)
    assert not heard.messages, heard.messages
    assert not raised, [str(warning.message) for warning in raised]
    for kind in ("missing_keys", "unexpected_keys", "mismatched_keys", "error_msgs"):
        assert not report[kind], (kind, report[kind])
    evaluated: Model = model.eval()
    return evaluated


def load(folder: Path) -> Model:
    model: Model = model_class(folder).from_pretrained(folder).eval()
    return model


def model_class(folder: Path) -> type[Model]:
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    found: type[Model] = getattr(transformers, config["architectures"][0])
    return found


def check_processor(folder: Path, model: Wav2Vec2ForCTC) -> None:
    processor = Wav2Vec2Processor.from_pretrained(folder)
    tokenizer = processor.tokenizer
    assert isinstance(tokenizer, Wav2Vec2CTCTokenizer)
    assert len(tokenizer) == model.config.vocab_size
    assert tokenizer.pad_token_id == model.config.pad_token_id


def check_file(file: Path, model: Model, original: Model) -> float:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 2
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    assert [(entry.name, entry.shape) for entry in session.get_inputs()] == [
        ("input_values", ["batch_size", "sequence_length"])
    ]
    outputs = [entry.name for entry in session.get_outputs()]
    worst = 0.0
    for samples in SAMPLES:
        for batch in (1, 2):
            audio = np.random.default_rng(samples + batch).standard_normal((batch, samples)).astype(np.float32)
            scores = dict(zip(outputs, session.run(outputs, {"input_values": audio}), strict=True))
            expected = reference(file, original, audio, outputs)
            for name, values in scores.items():
                difference = float(np.abs(values - expected[name]).max())
                if "_quantized" in file.name:
                    deviation = float(np.sqrt(np.mean((values - expected[name]) ** 2)) / expected[name].std())
                    assert deviation < 0.2, f"{file}: {name} deviates by {deviation:.3f} of its standard deviation"
                else:
                    assert difference <= TOLERANCE, f"{file}: {name} differs by {difference}"
                    worst = max(worst, difference)
            with torch.inference_mode():
                again = model(torch.from_numpy(audio)).logits.numpy()
            difference = float(np.abs(again - reference_last(original, audio)).max())
            assert difference <= TOLERANCE, f"{file.parents[1]}: differs from its source by {difference}"
    return worst


def reference(file: Path, model: Model, audio: np.ndarray, outputs: list[str]) -> dict[str, np.ndarray]:
    """What transformers computes, early exits by the shared head on the states between the blocks."""
    with torch.inference_mode():
        result = model(torch.from_numpy(audio), output_hidden_states=True)
        scores: dict[str, np.ndarray] = {}
        for name in outputs:
            layer = exit_layer(file, name)
            logits = result.logits if layer is None else model.lm_head(result.hidden_states[layer])
            scores[name] = logits.numpy()
    return scores


def exit_layer(file: Path, output: str) -> int | None:
    """The block that an output follows if it is an early exit's."""
    stem = file.stem.removesuffix("_quantized")
    if stem.startswith("model_layer_"):
        return int(stem.removeprefix("model_layer_"))
    return int(output.removeprefix("logits_")) if output != "logits" else None


def reference_last(model: Model, audio: np.ndarray) -> np.ndarray:
    with torch.inference_mode():
        logits: np.ndarray = model(torch.from_numpy(audio)).logits.numpy()
    return logits


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("make").add_argument("folder", type=Path)
    checking = commands.add_parser("check")
    checking.add_argument("folder", type=Path)
    checking.add_argument("--source", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "make":
        make(arguments.folder)
    else:
        check(arguments.folder, arguments.source)


if __name__ == "__main__":
    main()
