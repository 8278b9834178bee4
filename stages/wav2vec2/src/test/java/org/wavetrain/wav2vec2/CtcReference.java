package org.wavetrain.wav2vec2;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.loss.Distillation;
import org.wavetrain.wav2vec2.model.CtcLogits;
import org.wavetrain.wav2vec2.model.CtcLosses;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Repeats a case of transcription, with the exits that it names. */
record CtcReference(ReferenceCase reference) {
  void check(NetworkOptions options, Agreement agreement) {
    Wav2Vec2Configuration configuration =
        reference.configuration().withSpecAugment(SpecAugment.NONE);
    CtcOptions ctc = options(configuration.contextNetwork().layers());
    try (CtcNetwork network = CtcNetwork.create(configuration, ctc, options)) {
      agreement.load(network);
      List<float[]> hidden = network.hiddenStates(reference.batch());
      for (int index = 0; index < hidden.size(); index++) {
        agreement.valuesIfKnown("hidden." + index, hidden.get(index));
      }
      CtcLogits logits = network.logits(reference.batch());
      agreement.values("logits", logits.last());
      CtcLosses losses =
          network.computeGradient(reference.batch(), reference.labels(), new StepRandom(0, 0));
      agreement.values("loss", losses.total());
      for (int index = 0; index < ctc.exits().size(); index++) {
        String exit = ctc.exits().get(index).toString();
        agreement.valuesIfKnown("exit_logits." + exit, logits.exits()[index]);
        agreement.valuesIfKnown("exit_loss." + exit, losses.exits().get(index));
      }
      for (int index = 0; index < losses.divergences().size(); index++) {
        agreement.values(
            "exit_distillation." + ctc.exits().get(index), losses.divergences().get(index));
      }
      agreement.gradients(network);
    }
  }

  private CtcOptions options(int layers) {
    JsonNode description = reference.description();
    List<Integer> exits = new ArrayList<>();
    if (description.path("exits").isArray()) {
      description.get("exits").forEach(exit -> exits.add(exit.asInt()));
    } else {
      exits.add(layers);
    }
    List<Double> weights = new ArrayList<>();
    description.path("exit_weights").forEach(weight -> weights.add(weight.asDouble()));
    return new CtcOptions(
        exits,
        description.path("shared_head").asBoolean(true),
        weights.isEmpty() ? Collections.nCopies(exits.size(), 1.0) : weights,
        new Distillation(
            description.path("distillation").asDouble(0),
            description.path("distillation_temperature").asDouble(1)));
  }
}
