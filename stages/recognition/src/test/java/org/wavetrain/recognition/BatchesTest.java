package org.wavetrain.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavetrain.decoding.BeamSettings;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.TextDecoder.Beam;
import org.wavetrain.recognition.TextDecoder.Greedy;
import org.wavetrain.testing.SmallModels;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.model.ExitRule.AtLayer;

/** Padding has no effect, whichever norm a model has. */
class BatchesTest {
  private static final Offset<Float> ROUNDING = Offset.offset(2e-4f);
  private static final List<float[]> RECORDINGS =
      List.of(
          Noise.waveform(7000, 1),
          Noise.waveform(16_000, 2),
          Noise.waveform(401, 3),
          Noise.waveform(12_345, 4));

  private static final Runnable NOTHING = () -> {};

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void recordingsOfABatchAreHeardAsTheyAreAlone(FeatureNormalisation norm) throws Exception {
    Path folder =
        SmallExports.transcriber(SmallModels.transcriber(norm), directory.resolve("model"));
    try (OnnxTranscriber single = OnnxTranscriber.open(folder);
        BatchTranscriber batch = BatchTranscriber.open(folder, OptionalInt.empty())) {
      List<FrameScores> together = batch.scores(RECORDINGS, NOTHING);
      for (int index = 0; index < RECORDINGS.size(); index++) {
        FrameScores alone = single.scores(Recording.of(RECORDINGS.get(index)));
        assertThat(together.get(index).values()).containsExactly(alone.values(), ROUNDING);
        assertThat(together.get(index).length()).isEqualTo(alone.length());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void recordingsOfABatchAreOfTheClassesThatTheyAreAlone(FeatureNormalisation norm)
      throws Exception {
    Path folder = SmallExports.classifier(SmallModels.classifier(norm), directory.resolve("model"));
    try (OnnxClassifier single = OnnxClassifier.open(folder);
        BatchClassifier batch = BatchClassifier.open(folder)) {
      List<Classification> together =
          batch.classify(RECORDINGS, NOTHING).stream().map(Optional::orElseThrow).toList();
      for (int index = 0; index < RECORDINGS.size(); index++) {
        Classification alone = single.classify(Recording.of(RECORDINGS.get(index)));
        assertThat(together.get(index).likeliest().label()).isEqualTo(alone.likeliest().label());
        assertThat(together.get(index).likeliest().probability())
            .isCloseTo(alone.likeliest().probability(), within(1e-4));
      }
    }
  }

  @Test
  void aBatchMayLeaveTheModelEarly() throws Exception {
    Path folder = SmallExports.transcriber(SmallModels.transcriber(), directory.resolve("model"));
    try (OnnxTranscriber single = OnnxTranscriber.open(folder);
        BatchTranscriber batch = BatchTranscriber.open(folder, OptionalInt.of(1))) {
      FrameScores alone = single.scores(Recording.of(RECORDINGS.get(0)), new AtLayer(1));
      FrameScores together = batch.scores(RECORDINGS, NOTHING).get(0);
      assertThat(together.values()).containsExactly(alone.values(), ROUNDING);
      assertThat(together.layer()).isEqualTo(1);
    }
    assertThatThrownBy(() -> BatchTranscriber.open(folder, OptionalInt.of(7)))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("layer 7");
  }

  @Test
  void silenceSaysNothing() throws Exception {
    Path folder = SmallExports.transcriber(SmallModels.transcriber(), directory.resolve("model"));
    float[] dither = new float[8000];
    dither[7] = 2 / 32768f;
    try (OnnxTranscriber single = OnnxTranscriber.open(folder);
        BatchTranscriber batch = BatchTranscriber.open(folder, OptionalInt.empty())) {
      List<FrameScores> together = batch.scores(List.of(dither, RECORDINGS.get(0)), NOTHING);
      assertThat(together.get(1).values())
          .containsExactly(single.scores(Recording.of(RECORDINGS.get(0))).values(), ROUNDING);
      for (TextDecoder decoder :
          List.of(new Greedy(), new Beam(BeamSettings.DEFAULT, Optional.empty()))) {
        Transcriptions transcriptions = new Transcriptions(single.vocabulary(), decoder);
        for (FrameScores scores : List.of(together.get(0), single.scores(Recording.of(dither)))) {
          Transcript transcript = transcriptions.of(scores);
          assertThat(transcript.text()).isEmpty();
          assertThat(transcript.length()).isEqualTo(Duration.ofMillis(500));
          assertThat(transcript.layer()).isEqualTo(2);
        }
      }
    }
  }

  @Test
  void silenceIsOfNoClass() throws Exception {
    Path folder = SmallExports.classifier(SmallModels.classifier(), directory.resolve("model"));
    float[] silence = new float[8000];
    try (OnnxClassifier single = OnnxClassifier.open(folder);
        BatchClassifier batch = BatchClassifier.open(folder)) {
      assertThatThrownBy(() -> single.classify(Recording.of(silence)))
          .isInstanceOf(UserFailure.class)
          .hasMessageContaining("silence");
      List<Optional<Classification>> together =
          batch.classify(List.of(silence, RECORDINGS.get(0)), NOTHING);
      assertThat(together.get(0)).isEmpty();
      assertThat(together.get(1).orElseThrow().likeliest().probability())
          .isCloseTo(
              single.classify(Recording.of(RECORDINGS.get(0))).likeliest().probability(),
              within(1e-4));
    }
  }

  @Test
  void aLongRecordingIsHeardInABatchAsItIsAlone() throws Exception {
    Path folder = SmallExports.transcriber(SmallModels.transcriber(), directory.resolve("model"));
    List<float[]> recordings =
        List.of(Noise.waveform(5000, 1), Noise.waveform(31 * 16_000, 2), Noise.waveform(900, 3));
    try (OnnxTranscriber single = OnnxTranscriber.open(folder);
        BatchTranscriber batch = BatchTranscriber.open(folder, OptionalInt.empty())) {
      AtomicInteger windows = new AtomicInteger();
      List<FrameScores> together = batch.scores(recordings, windows::incrementAndGet);
      assertThat(windows).hasValue(2);
      for (int index = 0; index < recordings.size(); index++) {
        assertThat(together.get(index).values())
            .containsExactly(single.scores(Recording.of(recordings.get(index))).values(), ROUNDING);
      }
    }
  }

  @Test
  void aLongRecordingIsOfTheClassThatItIsAlone() throws Exception {
    Path folder = SmallExports.classifier(SmallModels.classifier(), directory.resolve("model"));
    float[] samples = Noise.waveform(61 * 16_000, 2);
    // Loud at the end, so that pieces differ and their order and weights count.
    for (int index = 40 * 16_000; index < samples.length; index++) {
      samples[index] *= 3;
    }
    try (OnnxClassifier single = OnnxClassifier.open(folder);
        BatchClassifier batch = BatchClassifier.open(folder)) {
      AtomicInteger pieces = new AtomicInteger();
      Classification together =
          batch
              .classify(List.of(Noise.waveform(900, 3), samples), pieces::incrementAndGet)
              .get(1)
              .orElseThrow();
      assertThat(pieces).hasValue(3);
      Classification alone = single.classify(Recording.of(samples));
      assertThat(together.length()).isEqualTo(Duration.ofSeconds(61));
      assertThat(together.likeliest().label()).isEqualTo(alone.likeliest().label());
      assertThat(together.likeliest().probability())
          .isCloseTo(alone.likeliest().probability(), within(1e-4));
    }
  }

  @Test
  void aLongRecordingMayBeGivenUpBetweenItsParts() throws Exception {
    Path folder = SmallExports.transcriber(SmallModels.transcriber(), directory.resolve("model"));
    Runnable giveUp =
        () -> {
          throw new CancellationException("nobody waits");
        };
    try (BatchTranscriber batch = BatchTranscriber.open(folder, OptionalInt.empty())) {
      assertThatThrownBy(() -> batch.scores(List.of(Noise.waveform(31 * 16_000, 2)), giveUp))
          .isInstanceOf(CancellationException.class);
    }
  }
}
