package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.report.ChampionCorpus;
import org.wavetrain.report.CorpusDrift;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;

class DataReportCommandTest {
  @TempDir private Path home;
  private String oldRun;
  private String newRun;

  @BeforeEach
  void run() throws IOException {
    try (Services services = Services.open(home)) {
      oldRun = track(services, "old", 2);
      newRun = track(services, "new", 4);
      ModelRegistry registry = services.tracking().registry();
      registry.ensureModel("words");
      int version =
          registry
              .createVersion(
                  "words",
                  "s3://wavetrain/export",
                  oldRun,
                  Map.of("wavetrain.stage.ingest", key("old").toString()),
                  "")
              .version();
      registry.setAlias("words", "champion", version);
    }
  }

  @Test
  void theFiguresOfARunAreToldWithDriftFromTheChampionsCorpus() throws IOException {
    JsonNode told =
        CommandRun.done("data-report", newRun, "--against", "words", "--json", "--home", home())
            .lastLine();
    assertThat(told.at("/corpus").asText()).isEqualTo(key("new").toString());
    assertThat(told.at("/champion_corpus").asText()).isEqualTo(key("old").toString());
    assertThat(told.at("/drift/0/drifted").asBoolean()).isTrue();
    assertThat(told.at("/drift/0/p_value").asDouble()).isLessThan(0.001);
    assertThat(told.at("/drift/0/sentence").asText())
        .startsWith("Recordings are longer than the champion's: median 5 s against 3 s");
    assertThat(told.at("/figures/ranked_values/seconds/count").asInt()).isEqualTo(200);
  }

  @Test
  void theStageMayHaveAnotherNameInTheChampionsPipeline() throws IOException {
    try (Services services = Services.open(home)) {
      newRun = track(services, "new", 4, "speech");
    }
    JsonNode told =
        CommandRun.done(
                "data-report",
                newRun,
                "--stage",
                "speech",
                "--against",
                "words",
                "--json",
                "--home",
                home())
            .lastLine();
    assertThat(told.at("/champion_corpus").asText()).isEqualTo(key("old").toString());
  }

  @Test
  void aRunKnowsWhatHasDriftedFromTheChampionsCorpus() throws IOException {
    try (Services services = Services.open(home)) {
      ChampionCorpus champion = new ChampionCorpus(services.store(), Map.of("ingest", key("old")));
      assertThat(champion.drift(Map.of("ingest", key("new"))).get("ingest"))
          .extracting(CorpusDrift::drifted)
          .containsExactly(true);
      assertThat(champion.drift(Map.of("ingest", key("old")))).isEmpty();
      assertThat(champion.drift(Map.of("other", key("new")))).containsKey("other");
      ChampionCorpus several =
          new ChampionCorpus(services.store(), Map.of("ingest", key("old"), "more", key("old")));
      assertThat(several.drift(Map.of("other", key("new")))).isEmpty();
    }
  }

  @Test
  void theChampionsOwnCorpusHasNotDrifted() throws IOException {
    JsonNode told =
        CommandRun.done("data-report", oldRun, "--against", "words", "--json", "--home", home())
            .lastLine();
    assertThat(told.at("/drift")).isEmpty();
  }

  @Test
  void thePageIsWrittenWithoutARunOfTheNewestCorpus() throws IOException {
    Path page = home.resolve("page.html");
    CommandRun run = CommandRun.done("data-report", "--output", page.toString(), "--home", home());
    assertThat(run.out()).isEqualTo("Wrote " + page + ".\n");
    assertThat(Files.readString(page))
        .contains(key("new").toString(), "How the recordings are", "this corpus")
        .doesNotContain("the champion&#39;s corpus");
  }

  @Test
  void aCorpusIsFoundByTheBeginningOfItsKeyAndByItsRun() throws IOException {
    String key = key("old").toString();
    for (String meant : List.of(key, key.substring(0, 19), oldRun.substring(0, 12), "old")) {
      JsonNode told = CommandRun.done("data-report", meant, "--json", "--home", home()).lastLine();
      assertThat(told.at("/corpus").asText()).as(meant).isEqualTo(key);
    }
  }

  @Test
  void theChampionsOwnCorpusIsToldToBeIt() throws IOException {
    Path page = home.resolve("page.html");
    assertThat(
            CommandRun.done(
                    "data-report",
                    oldRun,
                    "--against",
                    "words",
                    "--output",
                    page.toString(),
                    "--home",
                    home())
                .out())
        .startsWith("It is the corpus of the champion of model words.\n");
  }

  @Test
  void whatIsNotThereIsTold() {
    assertThat(CommandRun.refusal("data-report", "ingest/zzz", "--home", home()))
        .contains("CORPUS_MISSING", "No corpus has a key that begins with ingest/zzz.");
    assertThat(CommandRun.refusal("data-report", "yesterday", "--home", home()))
        .contains("RUN_MISSING", "There is no run with the id or the name yesterday.");
    assertThat(CommandRun.refusal("data-report", newRun, "--against", "none", "--home", home()))
        .contains("CORPUS_MISSING", "The champion of model none has no corpus that is known.");
    assertThat(CommandRun.refusal("data-report", newRun, "--stage", "more", "--home", home()))
        .contains("CORPUS_MISSING", "has corpora of the stages ingest.", "--stage");
    assertThat(CommandRun.refusal("data-report", "--home", home.resolve("empty").toString()))
        .contains("CORPUS_MISSING", "No corpus was made yet.");
  }

  @Test
  void aStageOfNoRunIsRefused() {
    for (String[] command : new String[][] {{"data-report"}, {"data-report", key("old") + ""}}) {
      List<String> words = new ArrayList<>(List.of(command));
      words.addAll(List.of("--stage", "bogus", "--home", home()));
      assertThat(CommandRun.refusal(words.toArray(String[]::new)))
          .contains("COMMAND_LINE_INVALID: --stage bogus says which of a run's corpora is meant");
      words.addAll(List.of("--against", "words"));
      assertThat(CommandRun.refusal(words.toArray(String[]::new)))
          .contains("CORPUS_MISSING: The champion of model words has corpora of the stages ingest");
    }
  }

  private String home() {
    return home.toString();
  }

  private static ArtifactKey key(String name) {
    return new ArtifactKey("ingest", Sha256.of(name));
  }

  /** A run with a corpus whose recordings take from so many seconds to two more. */
  private static String track(Services services, String name, double seconds) throws IOException {
    return track(services, name, seconds, "ingest");
  }

  private static String track(Services services, String name, double seconds, String stage)
      throws IOException {
    String values =
        IntStream.range(0, 200)
            .mapToObj(index -> Double.toString(seconds + index / 100.0))
            .collect(Collectors.joining(","));
    ArtifactDraft draft = services.store().draft(key(name));
    draft.put(
        "data_report.json",
        "{\"ranked_values\":{\"seconds\":{\"count\":200,\"values\":[%s]}}}"
            .formatted(values)
            .getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
    RunRequest request =
        new RunRequest(
            services.tracking().experiment("words"),
            name,
            Optional.empty(),
            Map.of(
                "wavetrain.pipeline", "words", "wavetrain.stage." + stage, key(name).toString()));
    try (TrackedRun run = services.tracking().start(request)) {
      run.finish(RunStatus.FINISHED);
      return run.id();
    }
  }
}
