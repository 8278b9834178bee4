package org.wavetrain.wav2vec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.kernels.Nd4jKernels;
import org.wavetrain.wav2vec2.loss.CtcLoss;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Holds outputs, losses and gradients against cases that transformers computed in double precision.
 * {@code -Dreference.vectors=DIR} takes the cases of another folder.
 */
class ReferenceVectorsTest {
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
    NetworkOptions options = NetworkOptions.trainable(kernels);
    SoftAssertions softly = new SoftAssertions();
    Agreement agreement = new Agreement(reference, softly);
    String kind = reference.kind();
    if (kind.startsWith("ctc loss")) {
      checkLossAlone(reference, agreement);
    } else if (kind.contains("ctc")) {
      new CtcReference(reference).check(options, agreement);
    } else if (kind.startsWith("classification")) {
      checkClassification(reference, options, agreement);
    } else if (kind.startsWith("pretrain")) {
      new PretrainingReference(reference).check(options, agreement);
    } else {
      softly.fail("no check for a case of kind " + kind);
    }
    softly.assertAll();
  }

  private static void checkClassification(
      ReferenceCase reference, NetworkOptions options, Agreement agreement) {
    Wav2Vec2Configuration configuration =
        reference.configuration().withSpecAugment(SpecAugment.NONE);
    int classes = (int) reference.tensors().get("logits").shape()[1];
    try (ClassificationNetwork network =
        ClassificationNetwork.create(configuration, classes, options)) {
      agreement.load(network);
      agreement.values("logits", network.logits(reference.batch()));
      int[] labels = reference.tensors().get("labels").toInts();
      agreement.values("loss", network.computeGradient(reference.batch(), labels, NO_RANDOM));
      agreement.gradients(network);
    }
  }

  private static void checkLossAlone(ReferenceCase reference, Agreement agreement) {
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
      agreement.values(index + ".loss_zero_infinity", losses);
      agreement.values(index + ".grad_logits", gradient);
    }
  }
}
