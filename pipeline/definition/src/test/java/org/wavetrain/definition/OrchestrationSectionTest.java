package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrchestrationSectionTest {
  private static final String ORCHESTRATED =
      SOUND
          + """
          orchestration:
            schedule: "30 2 * * mon"
            start: 2026-02-01
            executor: kubernetes
            retries: 3
            retry_delay: 90s
            timeout: 2d
            approval: true
            variants:
              small: {}
              large: {finetune.exits: [6], finetune.schedule: cosine}
            stages:
              finetune: {timeout: 3d, cpus: 4, memory: 16Gi, gpus: 1, node_selector: {gpu: a100}, pool: gpu}
              ingest: {shards: 4, retries: 0}
          """;

  @TempDir private Path folder;
  private SmallPipeline files;

  @BeforeEach
  void makeFiles() {
    files = new SmallPipeline(folder);
  }

  @Test
  void aFileWithoutTheSectionHasTheDefaults() throws Exception {
    assertThat(files.read(SOUND).orchestration()).isEqualTo(Orchestration.DEFAULT);
    assertThat(files.read(SOUND + "orchestration: {}\n").orchestration())
        .isEqualTo(
            new Orchestration(
                Optional.empty(),
                LocalDate.of(2026, 1, 1),
                Orchestration.Executor.DOCKER,
                2,
                Duration.ofMinutes(1),
                Duration.ofHours(12),
                false,
                List.of(new Variant("default", Map.of())),
                Map.of(),
                TaskSettings.NONE));
  }

  @Test
  void whatJudgesHasSettingsOfItsOwn() throws Exception {
    TaskSettings gate =
        files
            .read(SOUND + "orchestration: {gate: {memory: 8Gi, cpus: 2, pool: judges}}\n")
            .orchestration()
            .gate();

    assertThat(gate.memoryMebibytes()).contains(8192L);
    assertThat(gate.cpus()).contains(2.0);
    assertThat(gate.pool()).contains("judges");
    assertThat(files.problems(SOUND + "orchestration: {gate: {shards: 2}}\n"))
        .extracting(Problem::toString)
        .singleElement()
        .asString()
        .contains("gate of orchestration has no key shards.");
  }

  @Test
  void everythingInTheSectionIsRead() throws Exception {
    Orchestration orchestration = files.read(ORCHESTRATED).orchestration();

    assertThat(orchestration.schedule()).contains("30 2 * * mon");
    assertThat(orchestration.start()).isEqualTo("2026-02-01");
    assertThat(orchestration.executor()).isEqualTo(Orchestration.Executor.KUBERNETES);
    assertThat(orchestration.retries()).isEqualTo(3);
    assertThat(orchestration.retryDelay()).isEqualTo(Duration.ofSeconds(90));
    assertThat(orchestration.timeout()).isEqualTo(Duration.ofDays(2));
    assertThat(orchestration.approval()).isTrue();
    assertThat(orchestration.variants())
        .containsExactly(
            new Variant("small", Map.of()),
            new Variant(
                "large", Map.of("finetune", Map.of("exits", List.of(6L), "schedule", "cosine"))));
    assertThat(orchestration.tasks().get("finetune"))
        .isEqualTo(
            new TaskSettings(
                Optional.empty(),
                Optional.of(Duration.ofDays(3)),
                Optional.of(4.0),
                Optional.of(16_384L),
                Optional.of(1),
                Map.of("gpu", "a100"),
                Optional.of("gpu"),
                1));
    assertThat(orchestration.tasks().get("ingest").shards()).isEqualTo(4);
    assertThat(orchestration.tasks().get("ingest").retries()).contains(0);
  }

  @Test
  void everythingThatIsWrongIsSaidWithItsPlace() {
    assertThat(
            files.problems(
                SOUND
                    + """
                    orchestration:
                      schedule: "30 25 * * mon"
                      start: tomorrow
                      executor: dockr
                      retry_delay: 1
                      aproval: true
                      variants:
                        large: {finetun.exits: [6], finetune.exit: [6], finetune.exits: [60], exits: 1}
                      stages:
                        finetune: {memory: 16GB, shards: 2, gpu: 1, node_selector: {gpu: 1}}
                        fine: {}
                    """))
        .extracting(Problem::toString)
        .containsExactly(
            "16:13: schedule of orchestration is \"30 25 * * mon\", which has the hour \"25\"."
                + " Write minute, hour, day of the month, month and day of the week, such as"
                + " \"30 2 * * mon\", or a preset such as \"@weekly\".",
            "17:10: start of orchestration is tomorrow, not a date. Write it as 2026-01-31.",
            "18:13: executor of orchestration cannot be dockr. Did you mean docker?",
            "19:16: retry_delay of orchestration is 1, not a time span."
                + " Write it as 90s, 5m, 12h or 2d.",
            "20:3: orchestration has no key aproval. Did you mean approval?",
            "22:13: there is no stage finetun. Did you mean finetune?",
            "22:33: stage finetune has no parameter exit. Did you mean exits?",
            "22:70: exits of finetune is 60, outside 1 to 24. Choose a value in this range.",
            "22:75: exits does not name a stage and a parameter."
                + " Write it as \"stage.parameter: value\".",
            "24:24: memory of finetune in orchestration is 16GB, not an amount of memory."
                + " Write it as 512Mi or 16Gi.",
            "24:38: stage finetune is of the kind finetune, whose work cannot be shared out."
                + " Leave shards out.",
            "24:41: finetune in orchestration has no key gpu. Did you mean gpus?",
            "24:70: gpu of node_selector of finetune in orchestration is 1, not text."
                + " Put it in quotes if it is meant as text.",
            "25:5: stages of orchestration has no key fine."
                + " Use one of augment, evaluate, finetune, ingest, small.");
  }

  @Test
  void aStageThatComputesOnProcessorsAloneGetsNoCards() throws Exception {
    String tasks = SOUND + "orchestration: {stages: {ingest: {gpus: %d}, finetune: {gpus: 1}}}\n";
    assertThat(files.problems(tasks.formatted(2)))
        .extracting(Problem::toString)
        .containsExactly(
            "15:41: stage ingest is of the kind ingest, which computes on processors alone."
                + " Leave gpus out.");
    assertThat(files.read(tasks.formatted(0)).orchestration().tasks().get("ingest").gpus())
        .contains(0);
  }

  @Test
  void aPresetIsASchedule() throws Exception {
    assertThat(schedule("\"@weekly\"")).contains("@weekly");
    assertThat(schedule("none")).isEmpty();
    assertThat(files.problems(SOUND + "orchestration: {schedule: \"@weekl\"}\n"))
        .extracting(Problem::remedy)
        .containsExactly("Did you mean @weekly?");
  }

  private Optional<String> schedule(String text) throws Exception {
    return files
        .read(SOUND + "orchestration: {schedule: " + text + "}\n")
        .orchestration()
        .schedule();
  }

  @Test
  void theParametersOfAVariantWinOverTheFilesAndOptionsOverBoth() throws Exception {
    Pipeline pipeline =
        files.read(
            ORCHESTRATED,
            new Overrides(
                List.of(ParameterOverride.parse("finetune.schedule=linear")),
                List.of(),
                Optional.of(new VariantOverride("large")),
                Optional.empty()));

    Parameters parameters = pipeline.find("finetune").orElseThrow().parameters();
    assertThat(parameters.integers("exits")).containsExactly(6L);
    assertThat(parameters.text("schedule")).isEqualTo("linear");
    assertThat(parameters.number("learning_rate")).isEqualTo(1.0);
    assertThat(files.read(ORCHESTRATED).find("finetune").orElseThrow().parameters())
        .extracting(plain -> plain.integers("exits"))
        .isEqualTo(List.of(2L, 4L));
  }

  @Test
  void aVariantThatTheFileLacksIsAProblemOfTheOption() {
    PipelineProblems failure =
        catchThrowableOfType(
            PipelineProblems.class,
            () ->
                files.read(
                    ORCHESTRATED,
                    new Overrides(
                        List.of(),
                        List.of(),
                        Optional.of(new VariantOverride("larg")),
                        Optional.empty())));

    assertThat(failure.problems())
        .extracting(Problem::toString)
        .containsExactly("--variant larg: there is no variant larg. Did you mean large?");
  }

  @Test
  void theGraphTellsOfIt() throws Exception {
    assertThat(PipelineGraph.toJson(files.read(ORCHESTRATED)))
        .contains("\"schedule\" : \"30 2 * * mon\"")
        .contains("\"executor\" : \"kubernetes\"")
        .contains("\"retry_delay_seconds\" : 90")
        .contains("\"finetune.exits\" : [ 6 ]")
        .contains("\"memory_mebibytes\" : 16384")
        .contains("\"shards\" : 4")
        .contains("\"shardable\" : true");
  }
}
