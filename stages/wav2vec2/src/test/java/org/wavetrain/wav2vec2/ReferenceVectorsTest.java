package org.wavetrain.wav2vec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.kernels.Nd4jKernels;
import org.wavetrain.wav2vec2.layer.PretrainingDraw;
import org.wavetrain.wav2vec2.loss.CtcLoss;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.CtcLogits;
import org.wavetrain.wav2vec2.model.CtcLosses;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.LoadReport;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.PretrainingLosses;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;
import org.wavetrain.wav2vec2.model.SpeechNetwork;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Holds outputs, losses and gradients against cases that transformers computed in double precision.
 * {@code -Dreference.vectors=DIR} takes the cases of another folder.
 */
class ReferenceVectorsTest {
  private static final double VALUE_TOLERANCE = 1e-4;
  private static final double GRADIENT_TOLERANCE = 1e-3;

  /** Below this share of the largest gradient, a gradient is zero but for rounding. */
  private static final double GRADIENT_FLOOR = 1e-4;

  /** A model without SpecAugment has none. */
  private static final List<String> MASK_VECTOR = List.of("wav2vec2.masked_spec_embed");

  private static final StepRandom NO_RANDOM = new StepRandom(0, 0);

  @TestFactory
  List<DynamicTest> everyCaseIsReproduced() throws IOException, URISyntaxException {
    String replaced = System.getProperty("reference.vectors");
    Path root =
        replaced == null
            ? Path.of(ReferenceVectorsTest.class.getResource("/reference-vectors").toURI())
            : Path.of(replaced);
    List<ReferenceCase> cases = ReferenceCase.all(root);
    assertThat(cases).as("reference cases in %s", root).isNotEmpty();
    List<DynamicTest> tests = new ArrayList<>();
    for (ReferenceCase reference : cases) {
      String name = reference.folder().getFileName().toString();
      tests.add(test(name + ", oneDNN", reference, Kernels::fastest));
      tests.add(test(name + ", ND4J", reference, () -> new Nd4jKernels(DataType.FLOAT)));
    }
    return tests;
  }

  private static DynamicTest test(String name, ReferenceCase reference, Supplier<Kernels> maker) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          try (Kernels kernels = maker.get()) {
            check(reference, kernels);
          }
        });
  }

  private static void check(ReferenceCase reference, Kernels kernels) {
    NetworkOptions options = new NetworkOptions(false, false, kernels);
    SoftAssertions softly = new SoftAssertions();
    String kind = reference.kind();
    if (kind.startsWith("ctc loss")) {
      checkLossAlone(reference, softly);
    } else if (kind.contains("ctc")) {
      checkCtc(reference, options, softly);
    } else if (kind.startsWith("classification")) {
      checkClassification(reference, options, softly);
    } else if (kind.startsWith("pretrain")) {
      checkPretraining(reference, options, softly);
    } else {
      softly.fail("no check for a case of kind " + kind);
    }
    softly.assertAll();
  }

  private static void checkCtc(
      ReferenceCase reference, NetworkOptions options, SoftAssertions softly) {
    Wav2Vec2Configuration configuration =
        reference.configuration().withSpecAugment(SpecAugment.NONE);
    int layers = configuration.contextNetwork().layers();
    List<Integer> exits = new ArrayList<>();
    if (reference.description().path("exits").isArray()) {
      reference.description().get("exits").forEach(exit -> exits.add(exit.asInt()));
    } else {
      exits.add(layers);
    }
    CtcOptions ctc = CtcOptions.exits(exits, true);
    try (CtcNetwork network = CtcNetwork.create(configuration, ctc, options)) {
      load(network, reference, softly);
      List<float[]> hidden = network.hiddenStates(reference.batch());
      for (int index = 0; index < hidden.size(); index++) {
        if (reference.has("hidden." + index)) {
          close(softly, reference, "hidden." + index, doubles(hidden.get(index)));
        }
      }
      CtcLogits logits = network.logits(reference.batch());
      close(softly, reference, "logits", doubles(logits.last()));
      CtcLosses losses = network.computeGradient(reference.batch(), reference.labels(), NO_RANDOM);
      close(softly, reference, "loss", losses.total());
      for (int index = 0; index < exits.size(); index++) {
        String exit = exits.get(index).toString();
        if (reference.has("exit_logits." + exit)) {
          close(softly, reference, "exit_logits." + exit, doubles(logits.exits()[index]));
        }
        if (reference.has("exit_loss." + exit)) {
          close(softly, reference, "exit_loss." + exit, losses.exits().get(index));
        }
      }
      gradients(softly, reference, network);
    }
  }

  private static void checkClassification(
      ReferenceCase reference, NetworkOptions options, SoftAssertions softly) {
    Wav2Vec2Configuration configuration =
        reference.configuration().withSpecAugment(SpecAugment.NONE);
    int classes = (int) reference.tensors().get("logits").shape()[1];
    try (ClassificationNetwork network =
        ClassificationNetwork.create(configuration, classes, options)) {
      load(network, reference, softly);
      close(softly, reference, "logits", doubles(network.logits(reference.batch())));
      int[] labels = reference.tensors().get("labels").toInts();
      close(
          softly, reference, "loss", network.computeGradient(reference.batch(), labels, NO_RANDOM));
      gradients(softly, reference, network);
    }
  }

  private static void checkPretraining(
      ReferenceCase reference, NetworkOptions options, SoftAssertions softly) {
    double temperature = reference.description().get("temperature").asDouble();
    PretrainingDraw draw = draw(reference);
    try (PretrainingNetwork network =
        PretrainingNetwork.create(reference.configuration(), options)) {
      load(network, reference, softly);
      double[] projections = doubles(network.projections(reference.batch(), draw, true));
      int half = projections.length / 2;
      close(softly, reference, "projected_states", part(projections, 0, half));
      close(softly, reference, "projected_quantized_states", part(projections, half, half));
      PretrainingLosses losses =
          network.computeGradient(reference.batch(), draw, temperature, NO_RANDOM);
      close(softly, reference, "loss", losses.total());
      close(softly, reference, "contrastive_loss", losses.contrastive());
      close(softly, reference, "diversity_loss", losses.diversity());
      close(softly, reference, "codevector_perplexity", losses.probabilityPerplexity());
      gradients(softly, reference, network);
    }
  }

  /** The case has negatives for all frames; only those of masked frames are looked at. */
  private static PretrainingDraw draw(ReferenceCase reference) {
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

  private static void checkLossAlone(ReferenceCase reference, SoftAssertions softly) {
    for (int index = 0; reference.has(index + ".logits"); index++) {
      long[] shape = reference.tensors().get(index + ".logits").shape();
      int[] labelLengths = reference.tensors().get(index + ".label_lengths").toInts();
      int[] padded = reference.tensors().get(index + ".labels").toInts();
      int width = padded.length / labelLengths.length;
      int[][] labels = new int[labelLengths.length][];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = Arrays.copyOfRange(padded, row * width, row * width + labelLengths[row]);
      }
      double[] losses = new double[labels.length];
      double[] gradient = new double[reference.values(index + ".logits").length];
      new CtcLoss(0, true)
          .compute(
              reference.values(index + ".logits"),
              (int) shape[1],
              (int) shape[2],
              reference.tensors().get(index + ".frame_lengths").toInts(),
              labels,
              losses,
              gradient);
      close(softly, reference, index + ".loss_zero_infinity", losses);
      close(softly, reference, index + ".grad_logits", gradient);
    }
  }

  private static void load(SpeechNetwork network, ReferenceCase reference, SoftAssertions softly) {
    LoadReport report = network.load(reference.model());
    softly.assertThat(report.missing()).as("missing tensors").isSubsetOf(MASK_VECTOR);
    softly.assertThat(report.unused()).as("unused tensors").isEmpty();
  }

  private static void gradients(
      SoftAssertions softly, ReferenceCase reference, SpeechNetwork network) {
    String prefix = "grad.";
    Map<String, INDArray> gradients = network.namedGradients();
    double largest =
        reference.tensors().keySet().stream()
            .filter(name -> name.startsWith(prefix))
            .mapToDouble(name -> norm(reference.values(name)))
            .max()
            .orElseThrow();
    for (String name : reference.tensors().keySet()) {
      if (!name.startsWith(prefix)) {
        continue;
      }
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

  private static void close(
      SoftAssertions softly, ReferenceCase reference, String name, double... actual) {
    double[] expected = reference.values(name);
    softly.assertThat(actual).as("elements of " + name).hasSameSizeAs(expected);
    if (actual.length == expected.length) {
      softly
          .assertThat(distance(expected, actual))
          .as("distance of %s, whose norm is %s", name, norm(expected))
          .isLessThanOrEqualTo(VALUE_TOLERANCE * norm(expected));
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

  private static double[] part(double[] values, int start, int length) {
    return Arrays.copyOfRange(values, start, start + length);
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(index -> values[index]).toArray();
  }
}
