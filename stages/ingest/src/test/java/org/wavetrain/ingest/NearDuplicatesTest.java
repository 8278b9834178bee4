package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.audio.AudioRejected;
import org.wavetrain.audio.SoundFile;
import org.wavetrain.audio.SoundFormat;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.ingest.TrialIngest.Ingested;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.testing.StageOutcome;

class NearDuplicatesTest {
  @TempDir Path directory;
  private Path commands;
  private TrialIngest trial;

  @BeforeEach
  void speak() throws IOException {
    commands = directory.resolve("commands");
    new StandInCorpora(2).commands(commands, 40, 5, 3, done -> {});
    trial = new TrialIngest(directory.resolve("home"));
  }

  @AfterEach
  void stop() {
    trial.close();
  }

  @Test
  void whatSoundsTheSameIsFoundWhateverItsLevelStartAndCodec() throws Exception {
    Ingested before = trial.ingest(commands, "ljspeech", Map.of());
    Utterance trained = first(before, Split.TRAIN);
    Utterance tested = first(before, Split.TEST);
    assertThat(before.report().at("/near_duplicates/recordings_compared").asInt()).isEqualTo(40);
    assertThat(mention(before.report(), tested.id())).isNull();

    copy(trained, tested.speaker().substring("corpus-".length()) + "-copied");
    Ingested after = trial.ingest(commands, "ljspeech", Map.of());

    JsonNode group = mention(after.report(), trained.id());
    assertThat(after.report().at("/near_duplicates/groups_across_splits").asInt()).isPositive();
    assertThat(group.at("/splits").toString()).isEqualTo("[\"train\",\"test\"]");
    assertThat(group.at("/recordings").toString())
        .contains(trained.id() + " (train)", "-copied (test)");
    assertThat(group.at("/different_bits_share").asDouble()).isLessThan(0.13);
    // Those across splits come first.
    assertThat(after.report().at("/near_duplicate_groups/0/splits").size()).isEqualTo(2);
  }

  @Test
  void aPipelineFileCanForbidThemAcrossSplits() throws Exception {
    Ingested before = trial.ingest(commands, "ljspeech", Map.of("near_duplicates", "fail"));
    Utterance trained = first(before, Split.TRAIN);
    copy(trained, first(before, Split.TEST).speaker().substring("corpus-".length()) + "-copied");

    StageOutcome outcome = trial.run(commands, "ljspeech", Map.of("near_duplicates", "fail"));

    assertThat(outcome.failure().orElseThrow().code()).isEqualTo("INGEST_NEAR_DUPLICATES");
    assertThat(outcome.failure().orElseThrow().sentence())
        .contains("sound the same", trained.id() + " (train)");
  }

  private static Utterance first(Ingested ingested, Split split) {
    return ingested.utterances().stream()
        .filter(utterance -> utterance.split() == split)
        .findFirst()
        .orElseThrow();
  }

  /** The same at half the level, from 50 ms on, in 11 bits, with a text of its own. */
  private void copy(Utterance original, String name) throws IOException, AudioRejected {
    Path wavs = commands.resolve("wavs");
    Path file;
    try (Stream<Path> files = Files.list(wavs)) {
      file =
          files
              .filter(any -> ("corpus-" + any.getFileName()).startsWith(original.id() + "."))
              .findFirst()
              .orElseThrow();
    }
    short[] samples = new AudioDecoder(Duration.ofMinutes(1)).decode(file).samples();
    short[] changed = Arrays.copyOfRange(samples, 800, samples.length);
    for (int index = 0; index < changed.length; index++) {
      changed[index] = (short) (changed[index] / 64 * 32);
    }
    SoundFile.write(wavs.resolve(name + ".flac"), SoundFormat.FLAC, changed, 16_000);
    Files.write(
        commands.resolve("metadata.csv"),
        List.of(name + "|so it was never said before"),
        StandardOpenOption.APPEND);
  }

  /** The group that a recording is in across splits, or null. */
  private static JsonNode mention(JsonNode report, String id) {
    for (JsonNode group : report.at("/near_duplicate_groups")) {
      if (group.at("/splits").size() > 1 && group.at("/recordings").toString().contains(id)) {
        return group;
      }
    }
    return null;
  }
}
