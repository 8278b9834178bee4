package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** Each pipeline is read as strictly as a file of the user's. */
class EvaluationPipelineTest {
  private static final Optional<Vocabulary> LOWER = vocabulary("a", "b", "'");

  @TempDir private Path folder;
  private Path model;
  private Path corpus;

  @BeforeEach
  void makeFolders() throws IOException {
    model = Files.createDirectory(folder.resolve("a \"model\""));
    corpus = Files.createDirectory(folder.resolve("corpus"));
  }

  @Test
  void recordingsAreReadInUndividedAndThenEvaluated() throws IOException {
    Pipeline pipeline = read(LOWER, Optional.empty());
    PlannedStage ingest = pipeline.find("ingest").orElseThrow();
    assertThat(ingest.parameters().text("split")).isEqualTo("undivided");
    assertThat(pipeline.find("evaluate").orElseThrow().inputs())
        .isEqualTo(Map.of("corpus", List.of("ingest"), "transcriber", List.of("model")));
    assertThat(pipeline.findSource("model").orElseThrow().path()).isEqualTo(model);
    assertThat(pipeline.findSource("corpus").orElseThrow().path()).isEqualTo(corpus);
  }

  @Test
  void theFilesOfACorpusArtifactNeedNoReadingIn() throws IOException {
    Files.writeString(corpus.resolve("corpus.json"), "{}");
    Pipeline pipeline = read(LOWER, Optional.empty());
    assertThat(pipeline.stages()).extracting(PlannedStage::name).containsExactly("evaluate");
    assertThat(pipeline.find("evaluate").orElseThrow().inputs())
        .containsEntry("corpus", List.of("corpus"));
  }

  @Test
  void anArtifactMayLieAsInAStore() throws IOException {
    Path files = Files.createDirectories(corpus.resolve("files/0123abcd"));
    Files.writeString(files.resolve("corpus.json"), "{}");
    Files.writeString(corpus.resolve("manifest.json"), "{}");
    assertThat(read(LOWER, Optional.empty()).findSource("corpus").orElseThrow().path())
        .isEqualTo(files);
  }

  @Test
  void aLanguageModelIsASourceOfItsOwn() throws IOException {
    Path language = Files.createDirectory(folder.resolve("language"));
    assertThat(read(LOWER, Optional.of(language)).find("evaluate").orElseThrow().inputs())
        .containsEntry("language_model", List.of("language_model"));
  }

  @Test
  void aLanguageModelMayBeAFileAmongOthers() throws IOException {
    Path file = Files.writeString(folder.resolve("words.arpa"), "");
    assertThat(read(LOWER, Optional.of(file)).findSource("language_model").orElseThrow().path())
        .isEqualTo(file);
  }

  @Test
  void textsGetTheCaseThatTheModelWrites() throws IOException {
    assertThat(letterCase(LOWER)).isEqualTo("lower");
    assertThat(letterCase(vocabulary("A", "B", "'"))).isEqualTo("upper");
    assertThat(letterCase(vocabulary("A", "b"))).isEqualTo("keep");
    assertThat(letterCase(vocabulary("\u6771", "\u4eac"))).isEqualTo("keep");
  }

  private String letterCase(Optional<Vocabulary> vocabulary) throws IOException {
    return read(vocabulary, Optional.empty())
        .find("ingest")
        .orElseThrow()
        .parameters()
        .text("letter_case");
  }

  private Pipeline read(Optional<Vocabulary> vocabulary, Optional<Path> language)
      throws IOException {
    Path file = folder.resolve("evaluate.yaml");
    Files.writeString(
        file, EvaluationPipeline.of(model, vocabulary, corpus, "auto", language).yaml());
    return new Definitions(folder, StageKinds.installed()).recipe(file, Overrides.NONE);
  }

  private static Optional<Vocabulary> vocabulary(String... characters) {
    return Optional.of(Vocabulary.ofAlphabet(List.of(characters)));
  }
}
