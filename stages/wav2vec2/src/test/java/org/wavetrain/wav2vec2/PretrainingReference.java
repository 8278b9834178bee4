package org.wavetrain.wav2vec2;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.layer.PretrainingDraw;
import org.wavetrain.wav2vec2.layer.PretrainingObjective;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.PretrainingLosses;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Repeats a case of pre-training, with the objective that it names. */
record PretrainingReference(ReferenceCase reference) {
  void check(NetworkOptions options, Agreement agreement) {
    double temperature = reference.description().get("temperature").asDouble();
    PretrainingDraw draw = draw();
    try (PretrainingNetwork network =
        PretrainingNetwork.create(reference.configuration(), objective(), options)) {
      agreement.load(network);
      float[] projections = network.projections(reference.batch(), draw, true);
      int half = projections.length / 2;
      agreement.valuesIfKnown("projected_states", Arrays.copyOfRange(projections, 0, half));
      agreement.valuesIfKnown(
          "projected_quantized_states", Arrays.copyOfRange(projections, half, 2 * half));
      PretrainingLosses losses =
          network.computeGradient(reference.batch(), draw, temperature, new StepRandom(0, 0));
      agreement.values("loss", losses.total());
      agreement.values("contrastive_loss", losses.contrastive());
      agreement.values("diversity_loss", losses.diversity());
      agreement.values("codevector_perplexity", losses.probabilityPerplexity());
      agreement.valuesIfKnown("feature_penalty", losses.featurePenalty());
      agreement.valuesIfKnown("code_perplexity", losses.codePerplexity());
      agreement.gradients(network);
    }
  }

  private PretrainingObjective objective() {
    return reference.description().path("objective").asText().equals("fairseq")
        ? new PretrainingObjective.Fairseq(
            reference.description().get("feature_penalty_weight").asDouble())
        : new PretrainingObjective.HuggingFace();
  }

  /** The case has negatives for all frames; only those of masked frames are looked at. */
  private PretrainingDraw draw() {
    Tensor indices = reference.tensors().get("mask_time_indices");
    int rows = (int) indices.shape()[0];
    int frames = (int) indices.shape()[1];
    int[] values = indices.toInts();
    boolean[] masked = new boolean[values.length];
    for (int index = 0; index < masked.length; index++) {
      masked[index] = values[index] != 0;
    }
    Tensor all = reference.tensors().get("sampled_negative_indices");
    int count = (int) all.shape()[2];
    int[] negatives = all.toInts();
    int[] ofMasked =
        IntStream.range(0, negatives.length)
            .filter(index -> masked[index / count])
            .map(index -> negatives[index])
            .toArray();
    return new PretrainingDraw(
        new SpanMask(masked, rows, frames),
        ofMasked,
        reference.tensors().get("gumbel_noise").toFloats());
  }
}
