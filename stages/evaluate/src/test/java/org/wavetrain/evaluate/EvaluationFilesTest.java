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
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.corpus.Split;

class EvaluationFilesTest {
  /** Keeps in memory what is put. */
  private static final class MemoryWriter implements ArtifactWriter {
    private final Map<String, String> files = new TreeMap<>();

    @Override
    public void put(String path, byte[] content) {
      files.put(path, new String(content, UTF_8));
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
            "confusion.json",
            "metrics.json",
            "speakers.json",
            "transcriptions/test.2.txt",
            "transcriptions/test.4.txt",
            "transcriptions/validation.2.txt",
            "transcriptions/validation.4.txt",
            "utterances.jsonl",
            "wer_results.txt");
    assertThat(files.get("wer_results.txt"))
        .isEqualTo(
            """
            split\tlayer\twer\tcer\tword_errors\twords
            test\t2\t1.000000\t1.000000\t5\t5
            test\t4\t0.600000\t0.363636\t3\t5
            validation\t2\t0.000000\t0.000000\t0\t1
            validation\t4\t0.000000\t0.000000\t0\t1
            """);
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
                + "\"errors\":2,\"hypothesis\":\"turn of the light\",\"id\":\"t-1\","
                + "\"reference\":\"turn off light\",\"speaker\":\"bob\",\"split\":\"test\","
                + "\"words\":3}",
            "{\"id\":\"e-1\",\"label\":\"angry\",\"predicted\":\"calm\",\"speaker\":\"eve\","
                + "\"split\":\"test\"}");
  }

  @Test
  void everySpeakerHasFiguresOfTheirOwn() throws IOException {
    // bob: 3 errors on 5 words, 8 edits on 22 characters; eve: one of two classes right
    assertThat(write().get("speakers.json"))
        .isEqualTo(
            "[{\"cer\":0.36363636363636365,\"classified\":0,\"speaker\":\"bob\",\"split\":\"test\","
                + "\"transcribed\":2,\"wer\":0.6,\"word_errors\":3,\"words\":5},"
                + "{\"accuracy\":0.5,\"classified\":2,\"speaker\":\"eve\",\"split\":\"test\","
                + "\"transcribed\":0},"
                + "{\"cer\":0.0,\"classified\":0,\"speaker\":\"cat\",\"split\":\"validation\","
                + "\"transcribed\":1,\"wer\":0.0,\"word_errors\":0,\"words\":1}]\n");
  }

  @Test
  void theOrderInWhichUtterancesWereHeardDoesNotShow() throws IOException {
    assertThat(write()).isEqualTo(write());
    Transcriptions backwards = new Transcriptions(List.of(2, 4));
    backwards.add(said("v-1", "cat", Split.VALIDATION, "yes"), List.of("yes", "yes"));
    backwards.add(said("t-2", "bob", Split.TEST, "stop now"), List.of("", "stop"));
    backwards.add(
        said("t-1", "bob", Split.TEST, "turn off light"), List.of("a", "turn of the light"));
    MemoryWriter writer = new MemoryWriter();
    new EvaluationFiles(writer).write(Map.of(), backwards, Optional.empty());
    assertThat(writer.files.get("transcriptions/test.4.txt"))
        .isEqualTo(write().get("transcriptions/test.4.txt"));
  }

  @Test
  void metricsAreOfTheLastExitAndEveryExit() {
    Map<String, Double> metrics = Metrics.of(new Separation(), heard(), Optional.of(judged()));
    assertThat(metrics)
        .containsEntry("wer", 0.6)
        .containsEntry("wer_layer_02", 1.0)
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
    MemoryWriter writer = new MemoryWriter();
    new EvaluationFiles(writer).write(Map.of("wer", 0.4), heard(), Optional.of(judged()));
    return writer.files;
  }

  private static Transcriptions heard() {
    Transcriptions transcriptions = new Transcriptions(List.of(2, 4));
    transcriptions.add(
        said("t-1", "bob", Split.TEST, "turn off light"), List.of("a", "turn of the light"));
    transcriptions.add(said("t-2", "bob", Split.TEST, "stop now"), List.of("", "stop"));
    transcriptions.add(said("v-1", "cat", Split.VALIDATION, "yes"), List.of("yes", "yes"));
    return transcriptions;
  }

  private static Classifications judged() {
    Classifications classifications = new Classifications(List.of("angry", "calm"));
    classifications.add(felt("e-1", "eve", Split.TEST, "angry"), 1);
    classifications.add(felt("e-2", "eve", Split.TEST, "angry"), 0);
    return classifications;
  }
}
