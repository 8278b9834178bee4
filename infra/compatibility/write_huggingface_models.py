"""Writes models with random weights as transformers saves them, and what it computes with them.

Usage: write_huggingface_models.py FOLDER

FOLDER gets a folder for each model, and in it the model folder `model` and `expected.safetensors`: the samples of two
utterances, their lengths, and the outputs.
"""

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor
from transformers import (
    Wav2Vec2Config,
    Wav2Vec2FeatureExtractor,
    Wav2Vec2ForCTC,
    Wav2Vec2ForPreTraining,
    Wav2Vec2ForSequenceClassification,
    Wav2Vec2PreTrainedModel,
)

SAMPLES, SHORTER = 32000, 24000
HEADS: dict[str, type[Wav2Vec2PreTrainedModel]] = {
    "ctc": Wav2Vec2ForCTC,
    "pretraining": Wav2Vec2ForPreTraining,
    "classification": Wav2Vec2ForSequenceClassification,
}


def base() -> Wav2Vec2Config:
    """What transformers has as default: the shape of facebook/wav2vec2-base."""
    return Wav2Vec2Config(num_labels=8)


def small_with_layer_norms() -> Wav2Vec2Config:
    """The variant of the large models, which sees padding through a mask."""
    return Wav2Vec2Config(
        feat_extract_norm="layer",
        do_stable_layer_norm=True,
        conv_bias=True,
        conv_dim=[64] * 7,
        hidden_size=192,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=768,
        use_weighted_layer_sum=True,
        num_labels=8,
    )


def outputs(model: Wav2Vec2PreTrainedModel, samples: Tensor, attention_mask: Tensor | None) -> dict[str, Tensor]:
    with torch.no_grad():
        computed = model(samples, attention_mask=attention_mask)
    if isinstance(model, Wav2Vec2ForPreTraining):
        return {
            "projected_states": computed.projected_states,
            "projected_quantized_states": computed.projected_quantized_states,
        }
    return {"logits": computed.logits}


def write(folder: Path, configuration: Wav2Vec2Config, head: type[Wav2Vec2PreTrainedModel]) -> None:
    model = head(configuration).eval()
    for parameter in model.parameters():
        # So that norms and biases, which start at one and zero, matter too.
        parameter.data += 0.02 * torch.randn_like(parameter)
    masked = configuration.feat_extract_norm == "layer"
    lengths = torch.tensor([SAMPLES, SHORTER if masked else SAMPLES], dtype=torch.int32)
    attention_mask = (torch.arange(SAMPLES)[None] < lengths[:, None]).long()
    samples = torch.randn(len(lengths), SAMPLES) * attention_mask
    expected = outputs(model, samples, attention_mask if masked else None)
    model.save_pretrained(folder / "model")
    Wav2Vec2FeatureExtractor(return_attention_mask=masked).save_pretrained(folder / "model")
    save_file(
        {"input_values": samples, "sample_lengths": lengths, **{name: t.contiguous() for name, t in expected.items()}},
        folder / "expected.safetensors",
    )


def main(folder: Path) -> None:
    torch.manual_seed(0)
    for size, configuration in {"base": base, "small-layer-norm": small_with_layer_norms}.items():
        for name, head in HEADS.items():
            write(folder / f"{size}-{name}", configuration(), head)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
