package org.wavetrain.wav2vec2;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.model.LoadReport;
import org.wavetrain.wav2vec2.model.SpeechNetwork;

/** Compares what a network computes with a reference case, by norms of differences. */
record Agreement(ReferenceCase reference, SoftAssertions softly) {
  private static final double VALUE_TOLERANCE = 1e-4;
  private static final double GRADIENT_TOLERANCE = 1e-3;

  /** Below this share of the largest gradient, a gradient is zero but for rounding. */
  private static final double GRADIENT_FLOOR = 1e-4;

  /** Gives the network the case's parameters, all of which it must have a place for. */
  void load(SpeechNetwork network) {
    LoadReport report = network.load(reference.model());
    softly.assertThat(report.missing()).as("missing tensors").isEmpty();
    softly.assertThat(report.unused()).as("unused tensors").isEmpty();
  }

  void values(String name, float[] actual) {
    values(name, IntStream.range(0, actual.length).mapToDouble(index -> actual[index]).toArray());
  }

  void values(String name, double... actual) {
    double[] expected = reference.values(name);
    softly.assertThat(actual).as("elements of " + name).hasSameSizeAs(expected);
    if (actual.length == expected.length) {
      softly
          .assertThat(distance(expected, actual))
          .as("distance of %s, whose norm is %s", name, norm(expected))
          .isLessThanOrEqualTo(VALUE_TOLERANCE * norm(expected));
    }
  }

  /** Compares what the case has. */
  void valuesIfKnown(String name, float[] actual) {
    if (reference.has(name)) {
      values(name, actual);
    }
  }

  /** Compares what the case has. */
  void valuesIfKnown(String name, double... actual) {
    if (reference.has(name)) {
      values(name, actual);
    }
  }

  /** Compares the gradients of all parameters that the case has a gradient of. */
  void gradients(SpeechNetwork network) {
    String prefix = "grad.";
    Map<String, INDArray> gradients = network.namedGradients();
    List<String> names =
        reference.tensors().keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    double largest =
        names.stream().mapToDouble(name -> norm(reference.values(name))).max().orElseThrow();
    for (String name : names) {
      INDArray gradient = gradients.get(TensorNames.canonical(name.substring(prefix.length())));
      softly.assertThat(gradient).as(name).isNotNull();
      if (gradient != null) {
        double[] expected = reference.values(name);
        double[] actual = gradient.dup('c').data().asDouble();
        softly
            .assertThat(distance(expected, actual))
            .as("distance of %s, whose norm is %s", name, norm(expected))
            .isLessThanOrEqualTo(GRADIENT_TOLERANCE * (norm(expected) + GRADIENT_FLOOR * largest));
      }
    }
  }

  private static double norm(double[] values) {
    return distance(values, new double[values.length]);
  }

  private static double distance(double[] expected, double[] actual) {
    double sum = 0;
    for (int index = 0; index < expected.length; index++) {
      double difference = expected[index] - actual[index];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }
}
