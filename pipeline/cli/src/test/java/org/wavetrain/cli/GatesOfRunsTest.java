package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** A pipeline that is run again when recordings have come, with gates between its models. */
@Tag("slow")
class GatesOfRunsTest {
  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void makeModelAndCorpora() throws Exception {
    CommandRun.installFromTheCheckout();
    RandomModel.pretrained(Wav2Vec2Configuration.nano(), folder.resolve("nano"));
    StandInCorpora corpora = new StandInCorpora(Runtime.getRuntime().availableProcessors());
    corpora.libriSpeech(folder.resolve("first"), 4, 6, 4, 1, done -> {});
    corpora.libriSpeech(folder.resolve("second"), 4, 6, 4, 2, done -> {});
    Files.writeString(
        folder.resolve("words.arpa"),
        "\\data\\\nngram 1=4\n\n\\1-grams:\n-1\t<s>\n-1\t</s>\n-9\t<unk>\n-1\tthe\n\n\\end\\\n");
    file =
        Files.writeString(
            folder.resolve("pipeline.yaml"),
            """
            name: gated
            seed: 1
            sources:
              books: {path: first, layout: librispeech}
              nano: {path: nano}
              words: {path: words.arpa}
            stages:
              ingest: {inputs: {recordings: books}}
              finetune:
                inputs: {corpus: ingest, start: nano}
                parameters: {steps: 2, warmup_steps: 1}
              evaluate:
                inputs: {corpus: ingest, transcriber: finetune, language_model: words}
                parameters: {decoder: beam, beam_width: 2}
              export:
                inputs: {corpus: ingest, transcriber: finetune, evaluation: evaluate}
                parameters: {int8: none}
            register:
              model: gated
              export: export
              evaluation: evaluate
              metric: wer
              gates:
                no_worse: {margin: 1, slices: [sex]}
                min_utterances: 1
                max_parity_difference: 1e-4
                max_size: 1Gi
                max_real_time_factor: 100
            """);
  }

  @Test
  void theChampionIsMeasuredOnTheRecordingsThatItsChallengerWasMeasuredOn() throws Exception {
    JsonNode first = run("first");
    assertThat(first.get("promoted").booleanValue()).as(first.toString()).isTrue();

    JsonNode second = run("second");

    assertThat(second.get("version").intValue()).isEqualTo(2);
    assertThat(second.get("promoted").booleanValue()).as(second.toString()).isTrue();
    assertThat(evaluations()).hasSize(3);
    assertThat(second.get("rules"))
        .extracting(rule -> rule.get("rule").textValue())
        .contains("no_worse", "min_utterances", "max_size", "max_real_time_factor");
    assertThat(second.at("/rules/0/got").textValue()).contains(" beside ", " utterances");

    // A rollback, and the second again: all that has to be known is known.
    assertThat(of("rollback", "gated", "--reason", "to see", "--json").lastLine().get("version"))
        .hasToString("1");
    CommandRun dry = of("promote", "gated", "2", "--dry-run");
    assertThat(dry.out()).contains("no_worse", "kept", "version 2");
    assertThat(of("promote", "gated", "2").out()).contains("It takes the place of version 1.");
    assertThat(evaluations()).hasSize(3);
    assertThat(of("history", "gated").out().lines())
        .hasSize(5)
        .anyMatch(line -> line.contains("rollback") && line.endsWith("to see"));
    CommandRun refused =
        CommandRun.of("promote", "gated", "1", "--force", "--home", home().toString());
    assertThat(refused.error()).contains("REASON_MISSING", "The reason is \"\"");
  }

  private JsonNode run(String corpus) throws Exception {
    return CommandRun.done(
            "run",
            file.toString(),
            "--source",
            "books=" + folder.resolve(corpus),
            "--json",
            "--home",
            home().toString())
        .lastLine();
  }

  private CommandRun of(String... arguments) {
    return CommandRun.done(
        Stream.concat(Stream.of(arguments), Stream.of("--home", home().toString()))
            .toArray(String[]::new));
  }

  private Path home() {
    return folder.resolve("home");
  }

  private List<Path> evaluations() throws Exception {
    try (Stream<Path> files = Files.walk(home().resolve("s3"))) {
      return files
          .filter(path -> path.endsWith("manifest.json"))
          .filter(path -> path.toString().contains("/artifacts/evaluate/"))
          .toList();
    }
  }
}
