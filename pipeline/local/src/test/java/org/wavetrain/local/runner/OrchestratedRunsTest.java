package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.stage.Job;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;

class OrchestratedRunsTest {
  private static final LocalDate DATE = LocalDate.of(2026, 1, 31);

  @TempDir private Path home;
  private Workshop workshop;
  private Pipeline pipeline;

  @BeforeEach
  void open() throws Exception {
    workshop = new Workshop(home);
    pipeline = workshop.pipeline();
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  private Beginning begin(String key) throws Exception {
    return new OrchestratedRuns(
            workshop.tracking(),
            workshop.store(),
            ClaimSettings.fromEnvironment(Map.of()),
            workshop.digests())
        .begin(pipeline, "small", DATE, key);
  }

  @Test
  void theJobsNameWhatTheyNeedAndLeaveKeysToWhoeverRunsThem() throws Exception {
    Beginning beginning = begin("scheduled/small");

    JsonNode json = new JsonMapper().readTree(beginning.toJson());
    assertThat(json.path("pipeline").asText()).isEqualTo(pipeline.name());
    assertThat(json.path("variant").asText()).isEqualTo("small");
    assertThat(json.path("date").asText()).isEqualTo("2026-01-31");
    assertThat(json.path("jobs")).hasSize(pipeline.stages().size());
    for (JsonNode entry : json.path("jobs")) {
      Job job = Job.fromJson(entry.path("job").toString());
      assertThat(job.name()).isEqualTo(entry.path("stage").asText());
      assertThat(job.key()).isEmpty();
      assertThat(job.inputs()).isEmpty();
      assertThat(job.pipelineRunId()).contains(beginning.run().pipelineRunId());
      assertThat(job.parameters()).isEqualTo(pipeline.find(job.name()).orElseThrow().parameters());
    }
    JsonNode first = json.path("jobs").path(0);
    assertThat(first.path("needs")).isEmpty();
    assertThat(first.path("job").path("sources")).isNotEmpty();
    assertThat(json.path("jobs").path(1).path("needs")).isNotEmpty();
  }

  @Test
  void theSameKeyGoesOnWithTheSameRunHoweverItEnded() throws Exception {
    String first = begin("one").run().pipelineRunId();
    try (TrackedRun run = workshop.tracking().resume(first)) {
      run.finish(RunStatus.FAILED);
    }

    assertThat(begin("one").run().pipelineRunId()).isEqualTo(first);
    RunSummary resumed = workshop.tracking().run(first);
    assertThat(resumed.status()).isEqualTo(RunStatus.RUNNING);
    assertThat(resumed.tags())
        .containsEntry("wavetrain.orchestrated_run", "one")
        .containsEntry("wavetrain.variant", "small")
        .containsEntry("wavetrain.date", "2026-01-31");
    assertThat(begin("two").run().pipelineRunId()).isNotEqualTo(first);
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "two first tasks of one run of an orchestrator at once",
      outcome = "both go on with one run")
  void twoThatBeginAtOnceGoOnWithOneRun() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    Future<Beginning> one = threads.submit(() -> begin("same"));
    Future<Beginning> two = threads.submit(() -> begin("same"));

    assertThat(one.get().run()).isEqualTo(two.get().run());
    threads.shutdown();
  }

  @Test
  void whatTheNextTasksAreToldIsReadBack() throws Exception {
    Beginning beginning = begin("told");

    assertThat(BegunRun.fromJson(beginning.toJson())).isEqualTo(beginning.run());
    assertThat(beginning.run().register()).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> BegunRun.fromJson("{\"pipeline\": 1}"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(RunnerError.TASK_ARGUMENT_MALFORMED));
  }
}
