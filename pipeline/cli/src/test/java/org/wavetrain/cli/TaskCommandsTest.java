package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;

/** The tasks of runs, on artifacts as stages would have made them. */
class TaskCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path home;
  private Path file;

  @BeforeEach
  void writePipeline() throws Exception {
    CommandRun.installFromTheCheckout();
    Path recordings = Files.createDirectories(home.resolve("recordings"));
    Files.writeString(recordings.resolve("metadata.csv"), "a|turn left\n");
    file =
        Files.writeString(
            home.resolve("words.yaml"),
            """
            name: words
            sources:
              words: {path: recordings}
            stages:
              ingest: {inputs: {recordings: words}}
              finetune: {inputs: {corpus: ingest}}
              evaluate: {inputs: {corpus: ingest, transcriber: finetune}}
              export: {inputs: {corpus: ingest, transcriber: finetune}}
            register: {model: words, export: export, evaluation: evaluate, metric: wer}
            orchestration:
              variants:
                plain: {}
                small: {finetune.steps: 7}
            """);
  }

  private JsonNode task(String... arguments) throws IOException {
    return CommandRun.done(
            Stream.of(Stream.of("task"), Stream.of(arguments), Stream.of("--home", home.toString()))
                .flatMap(words -> words)
                .toArray(String[]::new))
        .lastLine();
  }

  private JsonNode begin(String key, String variant) throws IOException {
    return task("begin", file.toString(), "--run", key, "--variant", variant);
  }

  /** Artifacts of an evaluation with this rate, and of an export that differs with it. */
  private String artifacts(String variant, double rate) throws IOException {
    return artifacts(variant, rate, "a recording");
  }

  private String artifacts(String variant, double rate, String corpus) throws IOException {
    ObjectNode keys = JSON.createObjectNode();
    try (Services services = Services.open(home)) {
      keys.put("ingest", publish(services, "ingest", variant, "manifest.tsv", corpus));
      keys.put("evaluate", publishEvaluation(services, variant, rate));
      keys.put("export", publish(services, "export", variant, "config.json", "{}"));
    }
    return keys.toString();
  }

  /** All variants are evaluated alike. */
  private static String publishEvaluation(Services services, String variant, double rate)
      throws IOException {
    ArtifactKey key = new ArtifactKey("evaluate", Sha256.of("evaluate" + variant));
    ArtifactDraft draft = services.store().draft(key);
    draft.put("metrics.json", ("{\"wer\":" + rate + "}").getBytes(UTF_8));
    draft.put("utterances.jsonl", new byte[0]);
    draft.put("slices.json", "[]".getBytes(UTF_8));
    draft.publish(
        new Provenance(
            Map.of("corpus", List.of(Sha256.of("corpus"))),
            "{\"same\":1}",
            1,
            "1",
            Duration.ofSeconds(3)));
    return key.toString();
  }

  private static String publish(
      Services services, String kind, String variant, String path, String content)
      throws IOException {
    ArtifactKey key = new ArtifactKey(kind, Sha256.of(kind + variant));
    ArtifactDraft draft = services.store().draft(key);
    draft.put(path, content.getBytes(UTF_8));
    draft.publish(
        new Provenance(
            Map.of("corpus", List.of(Sha256.of("corpus"))),
            "{\"made_for\":\"" + variant + "\",\"same\":1}",
            1,
            "1",
            Duration.ofSeconds(3)));
    return key.toString();
  }

  @Test
  void beginTellsTheJobsOfAVariant() throws Exception {
    JsonNode begun = begin("run/small", "small");

    assertThat(begun.path("register").path("model").asText()).isEqualTo("words");
    assertThat(begun.path("register").path("better").asText()).isEqualTo("lower");
    JsonNode finetune = begun.path("jobs").path(1);
    assertThat(finetune.path("stage").asText()).isEqualTo("finetune");
    assertThat(finetune.path("needs").toString()).isEqualTo("{\"corpus\":[\"ingest\"]}");
    assertThat(finetune.path("job").path("parameters").path("steps").asInt()).isEqualTo(7);
    assertThat(begin("run/small", "small")).isEqualTo(begun);
  }

  @Test
  void aModelIsJudgedPromotedAndRolledBack() throws Exception {
    String first = begin("run/plain", "plain").toString();
    String second = begin("run/small", "small").toString();
    JsonNode good = task("gate", "--begun", first, "--artifacts", artifacts("plain", 0.4));
    JsonNode again = task("gate", "--begun", first, "--artifacts", artifacts("plain", 0.4));
    task("promote", "--model", "words", "--version", "1", "--reason", "run/plain");

    JsonNode better = task("gate", "--begun", second, "--artifacts", artifacts("small", 0.3));
    JsonNode promoted = task("promote", "--model", "words", "--version", "2");
    JsonNode judged = task("gate", "--model", "words", "--version", "1");
    CommandRun refused = promoteFirst();
    CommandRun unexplained = promoteFirst("--anyway");
    task("promote", "--model", "words", "--version", "1", "--anyway", "--reason", "it is faster");
    task("promote", "--model", "words", "--version", "2");
    JsonNode back = task("rollback", "--model", "words", "--reason", "it is worse");

    assertThat(good.toString())
        .isEqualTo(
            "{\"model\":\"words\",\"version\":1,\"passed\":true,"
                + "\"reason\":\"There was no champion.\","
                + "\"metric\":\"wer\",\"value\":0.4,\"better\":\"lower\","
                + "\"rules\":[{\"rule\":\"better_than_champion\",\"wanted\":\"a wer\","
                + "\"got\":\"0.4000\",\"kept\":true}]}");
    assertThat(again).isEqualTo(good);
    assertThat(better.path("version").asInt()).isEqualTo(2);
    assertThat(better.path("passed").asBoolean()).isTrue();
    assertThat(promoted.path("reason").asText()).isEqualTo("It takes the place of version 1.");
    assertThat(judged.path("passed").asBoolean()).isFalse();
    assertThat(judged.path("champion").asInt()).isEqualTo(2);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.lastLine().path("code").asText()).isEqualTo("GATE_REFUSED");
    assertThat(unexplained.lastLine().path("code").asText()).isEqualTo("REASON_MISSING");
    assertThat(back.path("version").asInt()).isEqualTo(1);
    try (Services services = Services.open(home)) {
      assertThat(
              services
                  .tracking()
                  .registry()
                  .byAlias("words", Promotion.CHAMPION)
                  .orElseThrow()
                  .version())
          .isEqualTo(1);
    }
  }

  private CommandRun promoteFirst(String... more) {
    return CommandRun.of(
        Stream.of(
                Stream.of("task", "promote", "--model", "words", "--version", "1"),
                Stream.of(more),
                Stream.of("--home", home.toString()))
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  @Test
  void aRunIsEndedWithItsReportBesideIt() throws Exception {
    JsonNode begun = begin("run/plain", "plain");

    JsonNode ended =
        task("finish", "--begun", begun.toString(), "--artifacts", "{}", "--status", "failed");

    String runId = begun.path("pipelineRunId").asText();
    assertThat(ended.path("pipelineRunId").asText()).isEqualTo(runId);
    assertThat(ended.path("report").asText())
        .startsWith("s3://wavetrain/mlflow/")
        .endsWith(runId + "/artifacts/report.html");
    try (Services services = Services.open(home)) {
      RunSummary run = services.tracking().run(runId);
      assertThat(run.status()).isEqualTo(RunStatus.FAILED);
      assertThat(run.tags()).containsEntry("wavetrain.report", ended.path("report").asText());
    }
  }

  @Test
  void theEndOfARunEndsThoseOfStagesThatWereKilled() throws Exception {
    JsonNode begun = begin("run/plain", "plain");
    String stage;
    try (Services services = Services.open(home)) {
      RunRequest request =
          new RunRequest(
              services.tracking().experiment("words"),
              "finetune",
              Optional.of(begun.path("pipelineRunId").asText()),
              Map.of());
      stage = services.tracking().start(request).id();
    }

    task("finish", "--begun", begun.toString(), "--artifacts", "{}", "--status", "failed");

    try (Services services = Services.open(home)) {
      assertThat(services.tracking().run(stage).status()).isEqualTo(RunStatus.KILLED);
    }
  }

  /** The option of a comparison of the variants, of which the second has this corpus. */
  private String runs(String corpus) throws IOException {
    ObjectNode plain = JSON.createObjectNode();
    plain.set("begun", begin("run/plain", "plain"));
    plain.set("artifacts", JSON.readTree(artifacts("plain", 0.4)));
    ObjectNode small = JSON.createObjectNode();
    ObjectNode begun = (ObjectNode) begin("run/small", "small");
    begun.remove("jobs");
    small.set("begun", begun);
    small.set("artifacts", JSON.readTree(artifacts("small", 0.25, corpus)));
    return JSON.createArrayNode().add(plain).add(small).toString();
  }

  private String page(JsonNode compared) throws IOException {
    String address = compared.path("report").asText();
    assertThat(address).endsWith("/comparison.html");
    return Files.readString(home.resolve("s3/wavetrain").resolve(address.substring(15)));
  }

  @Test
  void variantsOfDifferentRecordingsAreComparedWithAWordAboutIt() throws Exception {
    JsonNode compared = task("compare", "--runs", runs("another recording"));

    assertThat(compared.path("sameCorpora").isBoolean()).isTrue();
    assertThat(compared.path("sameCorpora").asBoolean()).isFalse();
    assertThat(page(compared)).contains("the corpora of ingest differ");
  }

  @Test
  void variantsAreSetSideBySide() throws Exception {
    Path runs = Files.writeString(home.resolve("runs.json"), runs("a recording"));

    JsonNode compared = task("compare", "--runs", runs.toString());

    assertThat(compared.path("sameCorpora").asBoolean()).isTrue();
    assertThat(page(compared))
        .contains("40.00\u00a0%", "25.00\u00a0%", "export.made_for", ">plain<", ">small<")
        .doesNotContain("evaluate.same", "differ.");
    assertThat(task("compare", "--runs", runs.toString())).isEqualTo(compared);
  }

  @Test
  void failuresAreEventsOnStandardOutput() throws Exception {
    CommandRun run =
        CommandRun.of(
            "task",
            "rollback",
            "--model",
            "words",
            "--reason",
            "it is worse",
            "--home",
            home.resolve("other").toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.lastLine().path("event").asText()).isEqualTo("failure");
    assertThat(run.lastLine().path("code").asText()).isEqualTo("CHAMPION_MISSING");
    assertThat(run.error()).contains("CHAMPION_MISSING");
  }
}
