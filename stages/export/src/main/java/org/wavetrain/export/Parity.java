package org.wavetrain.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;

/**
 * How far the exported model is from the trained one.
 *
 * @param utterances recordings that both were run on, each alone and unpadded
 * @param values scores compared
 * @param maximumDifference greatest absolute difference of two scores
 * @param meanDifference mean absolute difference
 */
record Parity(int utterances, long values, double maximumDifference, double meanDifference) {
  /** Greatest absolute difference of two raw scores that counts as the same. */
  static final double TOLERANCE = 1e-4;

  /** Adds up the differences of one model. */
  static final class Tally {
    private int utterances;
    private long values;
    private double maximum;
    private double sum;

    void addUtterance() {
      utterances++;
    }

    void compare(float[] exported, float[] trained) {
      if (exported.length != trained.length) {
        throw new IllegalStateException(
            "%d scores instead of %d".formatted(exported.length, trained.length));
      }
      for (int index = 0; index < exported.length; index++) {
        double difference = Math.abs((double) exported[index] - trained[index]);
        maximum = Math.max(maximum, difference);
        sum += difference;
      }
      values += exported.length;
    }

    /**
     * @param model how to name the model in a failure
     * @throws UserFailure {@code EXPORT_PARITY_FAILED} when a difference passes the tolerance or is
     *     no number
     */
    Parity result(String model) {
      if (!(maximum <= TOLERANCE)) {
        throw new UserFailure(
            ExportError.EXPORT_PARITY_FAILED,
            "The exported %s differs from the trained one by up to %s on %d recordings, more than %s."
                .formatted(model, maximum, utterances, TOLERANCE),
            "Check the training's loss for overflow; if it is sound, report this as an error.");
      }
      return new Parity(utterances, values, maximum, sum / values);
    }
  }

  /** The text of {@code parity.json}. */
  static String toJson(Parity transcriber, Optional<Parity> classifier) {
    ObjectNode json = HuggingFaceJson.object().put("tolerance", TOLERANCE);
    json.set("transcriber", transcriber.node());
    classifier.ifPresent(parity -> json.set("classifier", parity.node()));
    return HuggingFaceJson.write(json);
  }

  private ObjectNode node() {
    return HuggingFaceJson.object()
        .put("utterances", utterances)
        .put("values", values)
        .put("maximum_difference", maximumDifference)
        .put("mean_difference", meanDifference);
  }
}
