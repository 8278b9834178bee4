"""Writes small cases of what transformers and PyTorch compute, for ReferenceVectorsTest to reproduce.

Usage: make_reference_vectors.py FOLDER

The trunk is transformers' Wav2Vec2Model in double precision with random weights. What transformers does not have is
written out here from its source: fairseq's pre-training objective (wav2vec_criterion.py, wav2vec2.py and
gumbel_vector_quantizer.py at 3d262bb) and early exits with distillation from the last one.
"""

import json
import sys
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import (
    Wav2Vec2Config,
    Wav2Vec2ForCTC,
    Wav2Vec2ForPreTraining,
    Wav2Vec2ForSequenceClassification,
    Wav2Vec2PreTrainedModel,
)

SAMPLES = 600  # seven frames
SHORTER = 440  # samples of the second utterance where padding is hidden; five frames
HIDDEN, VOCABULARY = 8, 7
GROUPS, ENTRIES, NEGATIVES = 2, 6, 5
MASKED_FRAMES = 4
DIVERSITY_WEIGHT, FEATURE_PENALTY_WEIGHT, LOGIT_TEMPERATURE = 0.1, 10.0, 0.1


def configuration(layer_norm: bool, layers: int, **fields: object) -> Wav2Vec2Config:
    return Wav2Vec2Config(
        conv_dim=[6, 7, 8],
        conv_kernel=[10, 4, 4],
        conv_stride=[5, 4, 4],
        conv_bias=layer_norm,
        feat_extract_norm="layer" if layer_norm else "group",
        do_stable_layer_norm=layer_norm,
        hidden_size=HIDDEN,
        num_hidden_layers=layers,
        num_attention_heads=2,
        intermediate_size=12,
        num_conv_pos_embeddings=6,
        num_conv_pos_embedding_groups=2,
        vocab_size=VOCABULARY,
        num_codevector_groups=GROUPS,
        num_codevectors_per_group=ENTRIES,
        codevector_dim=12,
        proj_codevector_dim=10,
        num_negatives=NEGATIVES,
        diversity_loss_weight=DIVERSITY_WEIGHT,
        contrastive_logits_temperature=LOGIT_TEMPERATURE,
        classifier_proj_size=9,
        hidden_dropout=0.0,
        activation_dropout=0.0,
        attention_dropout=0.0,
        feat_proj_dropout=0.0,
        feat_quantizer_dropout=0.0,
        final_dropout=0.0,
        layerdrop=0.0,
        **fields,
    )


def prepared(model: Wav2Vec2PreTrainedModel) -> Any:
    """The model with weights large enough that every part matters, rounded to what the file holds.

    Any, since types do not tell the parts of its heads.
    """
    for parameter in model.parameters():
        parameter.data += 0.3 * torch.randn_like(parameter)
    return model.float().double().train()


def waveforms(padded: bool) -> tuple[Tensor, Tensor]:
    samples = torch.randn(2, SAMPLES).half().double()  # exact in half precision, as which it is kept
    attention_mask = torch.ones(2, SAMPLES, dtype=torch.int32)
    if padded:
        samples[1, SHORTER:] = 0
        attention_mask[1, SHORTER:] = 0
    return samples, attention_mask


def write(
    folder: Path,
    model: Wav2Vec2PreTrainedModel,
    loss: Tensor,
    tensors: dict[str, Tensor],
    description: dict[str, object],
) -> None:
    loss.backward()
    gradients = {
        f"grad.{name}": parameter.grad for name, parameter in model.named_parameters() if parameter.grad is not None
    }
    stored = {
        name: (tensor.float() if tensor.is_floating_point() else tensor.int()).detach().contiguous()
        for name, tensor in {**tensors, **gradients, "loss": loss}.items()
    }
    stored["input_values"] = stored["input_values"].half()
    folder.mkdir(parents=True, exist_ok=True)
    save_file(stored, folder / "case.safetensors")
    (folder / "case.json").write_text(json.dumps(description, indent=1) + "\n")
    model.float().save_pretrained(folder / "model")
    (folder / "model" / "generation_config.json").unlink(missing_ok=True)


def frame_lengths(model: Any, attention_mask: Tensor) -> Tensor:
    lengths: Tensor = model._get_feat_extract_output_lengths(attention_mask.sum(-1)).long()
    return lengths


def equal_masks(lengths: Tensor, frames: int) -> Tensor:
    """As many masked frames in every utterance, as fairseq's require_same_masks has it."""
    mask = torch.zeros(len(lengths), frames, dtype=torch.bool)
    for row, length in enumerate(lengths.tolist()):
        mask[row, torch.randperm(length)[:MASKED_FRAMES]] = True
    return mask


def perplexity(mean_probabilities: Tensor) -> Tensor:
    return torch.exp(-torch.sum(mean_probabilities * torch.log(mean_probabilities + 1e-7), dim=-1)).sum()


def fairseq_pretraining(folder: Path, layer_norm: bool, temperature: float) -> None:
    # apply_spec_augment lets transformers put the mask vector at mask_time_indices.
    model = prepared(Wav2Vec2ForPreTraining(configuration(layer_norm, layers=2, apply_spec_augment=True)))
    samples, attention_mask = waveforms(layer_norm)
    lengths = frame_lengths(model, attention_mask)
    frames = int(lengths.max())
    mask = equal_masks(lengths, frames)
    masked = MASKED_FRAMES * len(mask)
    noise = -torch.log(-torch.log(torch.rand(mask.numel() * GROUPS, ENTRIES).double()))
    # Of each masked frame, masked frames of its utterance other than itself, counted within the utterance.
    choices = torch.randint(0, MASKED_FRAMES - 1, (len(mask), MASKED_FRAMES, NEGATIVES))
    choices += (choices >= torch.arange(MASKED_FRAMES)[None, :, None]).long()

    features: list[Tensor] = []
    hook = model.wav2vec2.feature_extractor.register_forward_hook(lambda _module, _inputs, out: features.append(out))
    outputs = model.wav2vec2(
        samples, attention_mask=attention_mask if layer_norm else None, mask_time_indices=mask, return_dict=True
    )
    hook.remove()
    feature_penalty = features[0].pow(2).mean()

    quantizer_input = outputs.extract_features[mask]
    scores = model.quantizer.weight_proj(quantizer_input).view(masked * GROUPS, ENTRIES)
    likeliest = functional.one_hot(scores.argmax(-1), ENTRIES).double()
    code_perplexity = perplexity(likeliest.view(masked, GROUPS, ENTRIES).mean(0))
    prob_perplexity = perplexity(functional.softmax(scores, -1).view(masked, GROUPS, ENTRIES).mean(0))
    masked_noise = noise.view(*mask.shape, GROUPS, ENTRIES)[mask].view(masked * GROUPS, ENTRIES)
    soft = functional.softmax((scores + masked_noise) / temperature, -1)
    hard = functional.one_hot(soft.argmax(-1), ENTRIES).double()
    straight_through = (hard - soft.detach() + soft).view(masked, GROUPS * ENTRIES, 1)
    codes = (straight_through * model.quantizer.codevectors).view(masked, GROUPS, ENTRIES, -1).sum(-2)
    targets = model.project_q(codes.view(len(mask), MASKED_FRAMES, -1))
    negatives = torch.stack([row[choice] for row, choice in zip(targets, choices, strict=True)]).permute(2, 0, 1, 3)

    predictions = model.project_hid(outputs.last_hidden_state[mask]).view_as(targets)
    candidates = torch.cat([targets[None], negatives])
    logits = functional.cosine_similarity(predictions, candidates, dim=-1) / LOGIT_TEMPERATURE
    chosen = hard.view(len(mask), MASKED_FRAMES, -1)
    chosen_negatives = torch.stack([row[choice] for row, choice in zip(chosen, choices, strict=True)])
    identical = (chosen_negatives == chosen[:, :, None]).all(-1).permute(2, 0, 1)
    logits = torch.cat([logits[:1], logits[1:].masked_fill(identical, float("-inf"))])
    contrastive = functional.cross_entropy(
        logits.permute(1, 2, 0).reshape(masked, -1), torch.zeros(masked, dtype=torch.long), reduction="sum"
    )
    entries = GROUPS * ENTRIES
    diversity = (entries - prob_perplexity) / entries
    loss = contrastive + (DIVERSITY_WEIGHT * diversity + FEATURE_PENALTY_WEIGHT * feature_penalty) * masked

    # As transformers numbers them: utterance · frames + frame, with a row for every frame.
    positions = torch.stack([row.nonzero()[:, 0] for row in mask])
    indices = torch.zeros(*mask.shape, NEGATIVES, dtype=torch.long)
    for row, choice in enumerate(choices):
        indices[row, positions[row]] = positions[row][choice] + row * frames
    tensors = {
        "input_values": samples,
        "sample_lengths": attention_mask.sum(-1),
        "mask_time_indices": mask,
        "sampled_negative_indices": indices,
        "gumbel_noise": noise,
        "contrastive_loss": contrastive,
        "diversity_loss": diversity * masked,
        "feature_penalty": feature_penalty,
        "codevector_perplexity": prob_perplexity,
        "code_perplexity": code_perplexity,
    }
    description = {
        "kind": "pretrain",
        "objective": "fairseq",
        "feature_penalty_weight": FEATURE_PENALTY_WEIGHT,
        "temperature": temperature,
        "padding_mask_used": layer_norm,
    }
    write(folder, model, loss, tensors, description)


def ctc_losses(logits: Tensor, labels: list[Tensor], lengths: Tensor) -> Tensor:
    return functional.ctc_loss(
        functional.log_softmax(logits, -1).transpose(0, 1),
        torch.cat(labels),
        lengths,
        torch.tensor([len(row) for row in labels]),
        blank=0,
        reduction="mean",
        zero_infinity=True,
    )


def distilled_exits(folder: Path, shared_head: bool) -> None:
    """Exits after every layer: (1 - d) · Σ w · CTC + d · Σ w · KL(last ‖ exit), where d is distillation's share."""
    layer_norm = not shared_head
    exits, weights, share, temperature = [1, 2, 3], [0.5, 0.75, 2.0], 0.7, 2.0
    fields = {"ctc_loss_reduction": "mean", "ctc_zero_infinity": True, "apply_spec_augment": False}
    initial = Wav2Vec2ForCTC(configuration(layer_norm, layers=len(exits), **fields))
    if not shared_head:
        initial.exit_heads = nn.ModuleDict({str(layer): nn.Linear(HIDDEN, VOCABULARY) for layer in exits[:-1]})
    model = prepared(initial)
    samples, attention_mask = waveforms(layer_norm)
    lengths = frame_lengths(model, attention_mask)
    labels = [torch.tensor([1, 2, 2]), torch.tensor([5, 3])]
    outputs = model.wav2vec2(
        samples, attention_mask=attention_mask if layer_norm else None, output_hidden_states=True, return_dict=True
    )
    heads = [model.lm_head if shared_head or layer == exits[-1] else model.exit_heads[str(layer)] for layer in exits]
    # With norms first the last layer's output is read after the trunk's last norm, the others' before.
    states = [outputs.hidden_states[layer] for layer in exits[:-1]] + [outputs.last_hidden_state]
    logits = [head(state) for head, state in zip(heads, states, strict=True)]
    transcription = [ctc_losses(scores, labels, lengths) for scores in logits]
    teacher = functional.log_softmax(logits[-1].detach() / temperature, -1)
    real = torch.arange(teacher.shape[1])[None] < lengths[:, None]
    distillation = []
    for scores in logits[:-1]:
        student = functional.log_softmax(scores / temperature, -1)
        divergence = (teacher.exp() * (teacher - student)).sum(-1) * real
        distillation.append(temperature**2 * (divergence.sum(-1) / lengths).mean())
    labelled = torch.stack([weight * value for weight, value in zip(weights, transcription, strict=True)]).sum()
    taught = torch.stack([weight * value for weight, value in zip(weights, distillation, strict=False)]).sum()
    loss = (1 - share) * labelled + share * taught
    tensors = {
        "input_values": samples,
        "sample_lengths": attention_mask.sum(-1),
        "labels": torch.tensor([[1, 2, 2], [5, 3, -100]]),
        "logits": logits[-1],
        **{f"exit_loss.{layer}": value for layer, value in zip(exits, transcription, strict=True)},
        **{f"exit_distillation.{layer}": value for layer, value in zip(exits, distillation, strict=False)},
    }
    description = {
        "kind": "early-exit ctc",
        "exits": exits,
        "shared_head": shared_head,
        "exit_weights": weights,
        "distillation": share,
        "distillation_temperature": temperature,
        "padding_mask_used": layer_norm,
    }
    write(folder, model, loss, tensors, description)


def weighted_classification(folder: Path) -> None:
    fields = {"num_labels": 3, "use_weighted_layer_sum": True, "apply_spec_augment": False}
    model = prepared(Wav2Vec2ForSequenceClassification(configuration(True, layers=2, **fields)))
    samples, attention_mask = waveforms(True)
    labels = torch.tensor([2, 0])
    outputs = model(samples, attention_mask=attention_mask, labels=labels)
    tensors = {
        "input_values": samples,
        "sample_lengths": attention_mask.sum(-1),
        "labels": labels,
        "logits": outputs.logits,
    }
    description = {"kind": "classification", "weighted_layer_sum": True, "padding_mask_used": True}
    write(folder, model, outputs.loss, tensors, description)


def main(folder: Path) -> None:
    torch.set_default_dtype(torch.float32)
    for seed, (name, make) in enumerate(
        {
            "pretrain-fairseq-group": lambda path: fairseq_pretraining(path, layer_norm=False, temperature=2.0),
            "pretrain-fairseq-layer": lambda path: fairseq_pretraining(path, layer_norm=True, temperature=0.7),
            "distilled-exits-shared": lambda path: distilled_exits(path, shared_head=True),
            "distilled-exits-own": lambda path: distilled_exits(path, shared_head=False),
            "classify-weighted-masked": weighted_classification,
        }.items()
    ):
        torch.manual_seed(seed)
        make(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
