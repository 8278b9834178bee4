package org.wavetrain.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.testing.SmallModels;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** What is heard of a recording that is cut into windows is what is heard of it in one. */
class StitchingTest {
  private static final int STRIDE = 320;
  private static final Vocabulary VOCABULARY = Vocabulary.ofAlphabet(List.of("a", "b", "c", " "));
  private static final int ROWS = VOCABULARY.size();

  @TempDir private Path directory;
  private final FeatureEncoder encoder = Wav2Vec2Configuration.nano().featureEncoder();

  @Test
  void wordsAtTheBordersOfWindowsAreNeitherLostNorDoubled() {
    int frames = 1000;
    float[] samples = spoken(frames);
    UnaryOperator<float[]> model = window -> heard(window, samples);
    String whole = text(model.apply(samples));
    assertThat(whole.split(" ")).hasSizeGreaterThan(100);

    for (int window : new int[] {40, 41, 47, 64, 100, 333}) {
      float[] stitched =
          new Windows(encoder, window, 6)
              .scores(Recording.of(samples), new Level(samples.length, 1, 0, 1), ROWS, model);
      assertThat(text(stitched)).as("windows of %d frames", window).isEqualTo(whole);
    }
  }

  /** Without attention, a frame's scores depend on its neighbours alone: windows change nothing. */
  @Test
  void aModelThatLooksNoFurtherThanTheMarginsGivesTheVeryScoresOfOnePiece() throws Exception {
    float[] samples = Noise.waveform(20 * 16_000, 3);
    Path folder =
        SmallExports.transcriber(
            withoutAttention(SmallModels.transcriber(FeatureNormalisation.LAYER)),
            directory.resolve("model"));
    try (OnnxTranscriber transcriber = OnnxTranscriber.open(folder)) {
      FrameScores whole = transcriber.scores(Recording.of(samples));
      for (int window : new int[] {101, 300, 777}) {
        FrameScores stitched =
            transcriber.scores(Recording.of(samples), new Windows(encoder, window, 20));
        assertThat(stitched.values())
            .as("windows of %d frames", window)
            .containsExactly(whole.values(), Offset.offset(1e-4f));
      }
    }
  }

  private static ModelFolder withoutAttention(ModelFolder model) {
    Map<String, Tensor> tensors = new TreeMap<>(model.tensors());
    tensors.replaceAll(
        (name, tensor) ->
            name.contains("attention.out_proj")
                ? Tensor.of(new float[(int) tensor.elements()], tensor.shape())
                : tensor);
    assertThat(tensors).isNotEqualTo(model.tensors());
    return new ModelFolder(
        model.configuration(), tensors, model.featureExtractor(), model.vocabulary());
  }

  /** A recording whose samples tell what token is said in a frame. */
  private static float[] spoken(int frames) {
    Random random = new Random(3);
    float[] samples = new float[(frames - 1) * STRIDE + 400];
    int delimiter = VOCABULARY.symbols(ROWS).indexOf(" ");
    for (int frame = 0; frame < frames; frame++) {
      int choice = random.nextInt(10);
      samples[frame * STRIDE] =
          choice < 4 ? VOCABULARY.blank() : choice < 6 ? delimiter : delimiter + 1 + choice % 3;
    }
    return samples;
  }

  /** Hears what is said, but makes things up near cuts, where context is missing. */
  private float[] heard(float[] samples, float[] recording) {
    int frames = encoder.frames(samples.length);
    boolean fromStart = startsAlike(samples, recording);
    float[] scores = new float[frames * ROWS];
    for (int frame = 0; frame < frames; frame++) {
      scores[frame * ROWS + (int) samples[frame * STRIDE]] = 1;
      boolean nearStart = frame < 5 && !fromStart;
      boolean nearEnd = frame >= frames - 5 && !endsAlike(samples, recording);
      if (nearStart || nearEnd) {
        scores[frame * ROWS + frame % ROWS] = 2;
      }
    }
    return scores;
  }

  private static boolean startsAlike(float[] window, float[] recording) {
    return Arrays.equals(window, 0, 4 * STRIDE, recording, 0, 4 * STRIDE);
  }

  private static boolean endsAlike(float[] window, float[] recording) {
    return Arrays.equals(
        window,
        window.length - 4 * STRIDE,
        window.length,
        recording,
        recording.length - 4 * STRIDE,
        recording.length);
  }

  private static String text(float[] scores) {
    return new Transcriptions(VOCABULARY, new TextDecoder.Greedy())
        .of(new FrameScores(scores, ROWS, 1, STRIDE, Duration.ofSeconds(1)))
        .text();
  }
}
