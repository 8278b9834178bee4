package org.wavetrain.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.evaluate.Utterances.felt;
import static org.wavetrain.evaluate.Utterances.said;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.wav2vec2.configuration.ForwardCost;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

class EvaluationFilesTest {
  /** Keeps in memory what is put. */
  private static final class MemoryWriter implements ArtifactWriter {
    private final Map<String, String> files = new TreeMap<>();

    @Override
    public void put(String path, byte[] content) {
      files.put(path, new String(content, UTF_8));
    }

    @Override
    public void putCircumstances(String path, byte[] content) {
      put(path, content);
    }

    @Override
    public void put(String path, Path file) {
      throw new UnsupportedOperationException("an evaluation is small");
    }

    @Override
    public void putAll(String prefix, Path directory) {
      throw new UnsupportedOperationException("an evaluation is small");
    }
  }

  @Test
  void everyFileSaysWhatTheModelDid() throws IOException {
    Map<String, String> files = write();
    assertThat(files.keySet())
        .containsExactly(
            "alignments/test.txt",
            "alignments/validation.txt",
            "confusion.json",
            "exit_thresholds.txt",
            "metrics.json",
            "slices.json",
            "transcriptions/test.2.txt",
            "transcriptions/test.4.txt",
            "transcriptions/validation.2.txt",
            "transcriptions/validation.4.txt",
            "utterances.jsonl",
            "wer_results.txt");
    assertThat(files.get("wer_results.txt").lines())
        .startsWith(
            "set\texit\tslice\tutterances\twords\tword_errors\twer\twer_low\twer_high\tcer\tcer_low"
                + "\tcer_high")
        .anyMatch(line -> line.startsWith("test\t2\tall\t2\t5\t5\t1.000000\t1.000000\t1.000000\t"))
        .anyMatch(
            line ->
                line.startsWith("test\t4\tall\t2\t5\t3\t0.600000\t0.500000\t0.666667\t0.363636"))
        .anyMatch(line -> line.startsWith("validation\t2\tall\t1\t1\t0\t0.000000"))
        .anyMatch(line -> line.startsWith("test\t4\tspeaker=bob\t2\t5\t3\t0.600000"))
        .anyMatch(line -> line.startsWith("test\t4\tduration=0-2s\t2\t"));
    assertThat(files.get("transcriptions/test.4.txt"))
        .isEqualTo("t-1\tturn of the light\nt-2\tstop\n");
    assertThat(files.get("confusion.json"))
        .isEqualTo(
            "{\"counts\":[[1,1],[0,0]],\"labels\":[\"angry\",\"calm\"],\"split\":\"test\"}\n");
  }

  @Test
  void theAlignmentMarksEachError() throws IOException {
    assertThat(write().get("utterances.jsonl").lines())
        .contains(
            "{\"alignment\":[{\"hypothesis\":\"turn\",\"kind\":\"match\",\"reference\":\"turn\"},"
                + "{\"hypothesis\":\"of\",\"kind\":\"insertion\"},"
                + "{\"hypothesis\":\"the\",\"kind\":\"substitution\",\"reference\":\"off\"},"
                + "{\"hypothesis\":\"light\",\"kind\":\"match\",\"reference\":\"light\"}],"
                + "\"character_errors\":4,\"characters\":14,"
                + "\"entropy\":0.5,\"errors\":2,\"hypothesis\":\"turn of the light\",\"id\":\"t-1\","
                + "\"layer\":4,\"reference\":\"turn off light\",\"seconds\":0.05,"
                + "\"set\":\"test\",\"slices\":{\"duration\":\"0-2s\"},\"speaker\":\"bob\","
                + "\"split\":\"test\",\"words\":3}",
            "{\"id\":\"e-1\",\"label\":\"angry\",\"predicted\":\"calm\",\"seconds\":0.05,"
                + "\"set\":\"test\",\"slices\":{\"duration\":\"0-2s\"},\"speaker\":\"eve\",\"split\":\"test\"}");
    assertThat(write().get("alignments/test.txt"))
        .startsWith(
            """
            === t-1 ===

            REF: turn ** off light
            HYP: turn of the light
            """
                + "           I   S      \n");
    assertThat(write().get("alignments/validation.txt")).isEmpty();
  }

  @Test
  void everySpeakerHasFiguresOfTheirOwn() throws IOException {
    // bob: 3 errors on 5 words, 8 edits on 22 characters; eve: one of two classes right
    assertThat(write().get("slices.json"))
        .contains(
            "\"cer\":0.36363636363636365,\"cer_high\":",
            "\"classified\":0,\"kind\":\"speaker\",\"seconds\":0.1,\"set\":\"test\",\"transcribed\":2,"
                + "\"value\":\"bob\",\"wer\":0.6,\"wer_high\":0.6666666666666666,\"wer_low\":0.5,"
                + "\"word_errors\":3,\"words\":5}",
            "{\"accuracy\":0.5,\"classified\":2,\"kind\":\"speaker\",\"set\":\"test\",\"transcribed\":0,"
                + "\"value\":\"eve\"}");
  }

  @Test
  void theOrderInWhichUtterancesWereHeardDoesNotShow() throws IOException {
    assertThat(write()).isEqualTo(write());
    Transcriptions backwards = new Transcriptions(List.of("2", "4"));
    backwards.add(said("v-1", "cat", Split.VALIDATION, "yes"), heard("yes", "yes"));
    backwards.add(said("t-2", "bob", Split.TEST, "stop now"), heard("", "stop"));
    backwards.add(
        said("t-1", "bob", Split.TEST, "turn off light"), heard("a", "turn of the light"));
    assertThat(write(backwards, Optional.empty()).get("transcriptions/test.4.txt"))
        .isEqualTo(write().get("transcriptions/test.4.txt"));
  }

  @Test
  void metricsAreOfTheLastExitAndEveryExit() {
    Map<String, Double> metrics =
        Metrics.of(new Separation(), findings(spoken(), Optional.of(judged())));
    assertThat(metrics)
        .containsEntry("wer", 0.6)
        .containsEntry("wer_low", 0.5)
        .containsEntry("wer_high", 2.0 / 3)
        .containsEntry("wer_layer_02", 1.0)
        .containsEntry("wer_duration_0-2s", 0.6)
        .containsEntry("wer_entropy_0.4", 0.6)
        .containsEntry("layers_entropy_0.4", 4.0)
        .containsEntry("layers_entropy_0.6", 2.0)
        .containsEntry("validation_wer", 0.0)
        .containsEntry("words", 5.0)
        .containsEntry("word_errors", 3.0)
        .containsEntry("word_substitutions", 1.0)
        .containsEntry("word_deletions", 1.0)
        .containsEntry("word_insertions", 1.0)
        .containsEntry("utterances", 2.0)
        .containsEntry("cer", 8.0 / 22)
        .containsEntry("cer_layer_02", 1.0)
        .containsEntry("labelled_utterances", 2.0)
        .containsEntry("majority_accuracy", 1.0)
        .containsEntry("accuracy", 0.5)
        .doesNotContainKey("validation_accuracy");
  }

  private static Map<String, String> write() throws IOException {
    return write(spoken(), Optional.of(judged()));
  }

  private static Map<String, String> write(
      Transcriptions transcriptions, Optional<Classifications> classifications) throws IOException {
    MemoryWriter writer = new MemoryWriter();
    new EvaluationFiles(writer)
        .write(
            Map.of("wer", 0.4),
            findings(transcriptions, classifications),
            transcriptions,
            classifications);
    return writer.files;
  }

  private static List<Findings> findings(
      Transcriptions transcriptions, Optional<Classifications> classifications) {
    return Findings.of(
        List.of(
            new Group("test", "", Set.of(Split.TEST)),
            new Group("validation", "validation_", Set.of(Split.VALIDATION))),
        transcriptions,
        classifications,
        new Bootstrap(1, 1000),
        new Exits(
            Optional.empty(), List.of(0.4, 0.6), new ForwardCost(Wav2Vec2Configuration.nano())));
  }

  private static Transcriptions spoken() {
    Transcriptions transcriptions = new Transcriptions(List.of("2", "4"));
    transcriptions.add(
        said("t-1", "bob", Split.TEST, "turn off light"), heard("a", "turn of the light"));
    transcriptions.add(said("t-2", "bob", Split.TEST, "stop now"), heard("", "stop"));
    transcriptions.add(said("v-1", "cat", Split.VALIDATION, "yes"), heard("yes", "yes"));
    return transcriptions;
  }

  private static List<Reading> heard(String early, String late) {
    return List.of(new Reading(early, 2, 1, 0.5), new Reading(late, 4, 1, 0.5));
  }

  private static Classifications judged() {
    Classifications classifications = new Classifications(List.of("angry", "calm"));
    classifications.add(felt("e-1", "eve", Split.TEST, "angry"), 1);
    classifications.add(felt("e-2", "eve", Split.TEST, "angry"), 0);
    return classifications;
  }
}
