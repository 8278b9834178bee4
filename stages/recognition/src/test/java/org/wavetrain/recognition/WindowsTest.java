package org.wavetrain.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

class WindowsTest {
  private final FeatureEncoder encoder = Wav2Vec2Configuration.nano().featureEncoder();
  private final Windows windows = new Windows(encoder, 10, 2);

  @ParameterizedTest
  @ValueSource(ints = {400, 3280, 3281, 3599, 3600, 5000, 5200, 5201, 31_999, 32_000, 100_000})
  void everyFrameIsScoredOnceAndInItsPlace(int length) {
    float[] samples = new float[length];
    for (int index = 0; index < length; index++) {
      samples[index] = index;
    }
    // Scores each frame with its first two samples, so that a frame tells where it came from.
    UnaryOperator<float[]> firstSamples =
        window -> {
          float[] scores = new float[encoder.frames(window.length) * 2];
          for (int frame = 0; frame < scores.length / 2; frame++) {
            scores[2 * frame] = window[frame * 320];
            scores[2 * frame + 1] = window[frame * 320 + 1];
          }
          return scores;
        };
    Recording inPieces =
        consumer -> {
          for (int start = 0; start < length; start += 777) {
            int end = Math.min(start + 777, length);
            consumer.accept(Arrays.copyOfRange(samples, start, end), end - start);
          }
        };
    assertThat(windows.scores(inPieces, level(length), 2, firstSamples))
        .isEqualTo(firstSamples.apply(samples));
  }

  @Test
  void noWindowIsLongerThanAskedForNorShorterThanItsMargins() {
    List<Integer> lengths = new ArrayList<>();
    windows.scores(
        Recording.of(new float[50_000]),
        level(50_000),
        1,
        window -> {
          lengths.add(encoder.frames(window.length));
          return new float[encoder.frames(window.length)];
        });
    assertThat(lengths).hasSizeGreaterThan(20).allMatch(frames -> frames >= 4 && frames <= 10);
  }

  private static Level level(int samples) {
    return new Level(samples, 1, 0, 1);
  }
}
