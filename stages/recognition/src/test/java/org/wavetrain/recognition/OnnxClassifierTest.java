package org.wavetrain.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.recognition.Classification.Likelihood;
import org.wavetrain.testing.SmallModels;

class OnnxClassifierTest {
  @TempDir private Path directory;

  @Test
  void allClassesAreNamedTheLikeliestFirst() throws Exception {
    float[] samples = Noise.waveform(9000, 2);
    try (OnnxClassifier classifier = open()) {
      float[] scores = classifier.logits(samples);
      Classification classification = classifier.classify(Recording.of(samples));

      assertThat(classification.classes())
          .extracting(Likelihood::label)
          .containsExactlyInAnyOrderElementsOf(SmallModels.LABELS);
      assertThat(classification.classes().stream().mapToDouble(Likelihood::probability).sum())
          .isCloseTo(1, within(1e-9));
      int likeliest = List.of(scores[0], scores[1], scores[2]).indexOf(max(scores));
      assertThat(classification.likeliest().label()).isEqualTo(SmallModels.LABELS.get(likeliest));
    }
  }

  @Test
  void aLongRecordingIsJudgedByEquallyLongPieces() {
    float[] samples = Noise.waveform(2 * Pieces.LONGEST_SAMPLES + 2, 2);
    int[] lengths = new int[3];
    int[] count = {0};
    Pieces pieces =
        new Pieces(
            new Level(samples.length, 1, 0, 1),
            piece -> {
              lengths[count[0]] = piece.length;
              return new float[] {count[0]++, 6};
            });
    Recording.of(samples).read(pieces);

    assertThat(Arrays.stream(lengths).sum()).isEqualTo(samples.length);
    assertThat(lengths).containsExactly(320_000, 320_001, 320_001);
    assertThat(pieces.mean()).containsExactly(1, 6);
  }

  private OnnxClassifier open() throws Exception {
    return OnnxClassifier.open(
        SmallExports.classifier(SmallModels.classifier(), directory.resolve("model")));
  }

  private static float max(float[] scores) {
    return Math.max(scores[0], Math.max(scores[1], scores[2]));
  }
}
