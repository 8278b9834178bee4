package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads pipeline files that use the stages of {@link Kinds}. */
record SmallPipeline(Path folder) {
  static final String SOUND =
      """
      name: commands
      seed: 7
      sources:
        commands: {path: corpora/commands}
        emotions: {path: "${home}/emotions", layout: ravdess}
      stages:
        evaluate: {inputs: {corpus: ingest, transcriber: finetune}}
        finetune:
          inputs: {corpus: [ingest, augment]}
          parameters: {learning_rate: 1, exits: [2, 4]}
        augment: {inputs: {corpus: ingest}}
        ingest: {inputs: {recordings: [commands, emotions]}}
        small: {stage: export, inputs: {transcriber: finetune}, parameters: {target: web}}
      register: {model: commands, export: small, evaluation: evaluate, metric: wer}
      """;

  Pipeline read(String content, String... overrides) throws Exception {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), content);
    return PipelineFile.read(
        file,
        new Overrides(Stream.of(overrides).map(ParameterOverride::parse).toList(), List.of()),
        surroundings());
  }

  Pipeline read(String content, Overrides overrides) throws Exception {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), content);
    return PipelineFile.read(file, overrides, surroundings());
  }

  Pipeline readWithSources(String content, String... sources) throws Exception {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), content);
    return PipelineFile.read(
        file,
        new Overrides(List.of(), Stream.of(sources).map(SourceOverride::parse).toList()),
        surroundings());
  }

  /** Folders may be missing, except those called "needed". */
  static Surroundings surroundings() {
    return new Surroundings(
        Map.of("home", "/state"),
        Kinds.ALL,
        List.of("ljspeech", "ravdess"),
        path -> !path.endsWith("needed"),
        LocalDate.of(2026, 1, 31),
        PipelineCheck.NONE);
  }

  List<Problem> problems(String content, String... overrides) {
    PipelineProblems failure =
        catchThrowableOfType(PipelineProblems.class, () -> read(content, overrides));
    assertThat(failure).isNotNull();
    return failure.problems();
  }
}
