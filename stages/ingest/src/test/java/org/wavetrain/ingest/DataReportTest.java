package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.audio.DecodedAudio;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;

class DataReportTest {
  private final DataReport report = new DataReport();

  @Test
  void aSpeakerOfSeveralSplitsCountsInEach() throws IOException {
    add("a", Split.TRAIN, "so");
    add("b", Split.TRAIN, "no");
    add("c", Split.TEST, "so");

    JsonNode json = json();
    assertThat(json.at("/speakers").toString())
        .isEqualTo(
            "[{\"speaker\":\"ann\",\"split\":\"test\",\"utterances\":1,\"seconds\":1.0},"
                + "{\"speaker\":\"ann\",\"split\":\"train\",\"utterances\":2,\"seconds\":2.0}]");
    assertThat(json.at("/overlap_with_training/test/speakers").asInt()).isEqualTo(1);
    assertThat(json.at("/overlap_with_training/test/sentences").asInt()).isEqualTo(1);
  }

  @Test
  void aCharacterBeyondSixteenBitsIsOne() throws IOException {
    add("a", Split.TRAIN, "\ud835\udd38\ud835\udd39");

    assertThat(json().at("/characters_per_second/mean").asDouble()).isEqualTo(2);
  }

  @Test
  void silenceBeforeAndAfterTheSpeechIsReported() throws IOException {
    add("a", Split.TRAIN, "so");

    assertThat(json().at("/leading_silence_seconds/median").asDouble()).isEqualTo(0.5);
    assertThat(json().at("/trailing_silence_seconds/median").asDouble()).isEqualTo(0.24);
  }

  @Test
  void durationsAddUpAndDecibelsDoNot() throws IOException {
    add("a", Split.TRAIN, "so");
    add("b", Split.TRAIN, "no");

    assertThat(json().at("/seconds/sum").asDouble()).isEqualTo(2);
    assertThat(json().at("/peak_dbfs/sum").isNull()).isTrue();
  }

  /** A second, in which the sound begins after a half and ends after 0.76 s. */
  private void add(String id, Split split, String text) {
    short[] samples = new short[16_000];
    Arrays.fill(samples, 8_000, 12_160, (short) 1_000);
    report.add(
        new Utterance(
            id,
            "here",
            "ann",
            split,
            Optional.of(text),
            Optional.empty(),
            samples.length,
            Optional.empty()),
        CheckedRecording.of(new DecodedAudio(samples, 16_000, 1, "pcm_s16le")));
  }

  private JsonNode json() throws IOException {
    CorpusSummary summary =
        new CorpusSummary(16_000, List.of(), List.of(), List.of(), List.of(), Map.of(), Map.of());
    return new ObjectMapper()
        .readTree(
            report.toJson(
                summary,
                new SplitPlan(Map.of(), Map.of(), new SplitContents()),
                report.nearDuplicates(),
                Map.of(),
                Map.of(),
                List.of()));
  }
}
