package org.wavetrain.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.definition.Parameters;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.stage.Job;
import org.wavetrain.stage.StageMain;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;
import org.wavetrain.tracking.MetricPoint;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** A stage whose process dies while the tracking server is away. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KilledInOutageTest {
  private static final long STEPS = 40;
  private static final long CUT_AT = 5;
  private static final long KILLED_AT = 20;

  @TempDir private Path home;

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "away, and SIGKILL of the stage meanwhile",
      outcome = "the next process goes on from the checkpoint; the run has each step, once")
  void eachStepIsLoggedOnceByAllProcessesTogether() throws Exception {
    try (Workshop workshop = new Workshop(home);
        FaultProxy line =
            new FaultProxy(
                URI.create(workshop.environment().get(TrackingSettings.ADDRESS_VARIABLE)))) {
      Process first = start(workshop, line);
      try (BufferedReader events = first.inputReader(UTF_8)) {
        await(events, CUT_AT);
        line.cut();
        await(events, KILLED_AT);
      } finally {
        first.destroyForcibly().waitFor();
      }
      assertThat(workshop.store().folder("unsent-logs").names()).isNotEmpty();
      line.restore();

      Process second = start(workshop, line);
      try (BufferedReader events = second.inputReader(UTF_8)) {
        List<String> lines = events.lines().toList();
        assertThat(lines).anyMatch(text -> text.contains("goes on after step"));
        assertThat(second.waitFor()).isEqualTo(ExitCode.DONE.code());
      } finally {
        second.destroyForcibly().waitFor();
      }

      Tracking tracking = workshop.tracking();
      List<RunSummary> runs =
          tracking.search(tracking.experiment("killed"), RunSearch.matching(""));
      assertThat(runs).singleElement().extracting(RunSummary::status).isEqualTo(RunStatus.FINISHED);
      assertThat(tracking.history(runs.get(0).id(), "count").points())
          .extracting(MetricPoint::step)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, STEPS).boxed().toList());
      assertThat(workshop.store().folder("unsent-logs").names()).isEmpty();
    }
  }

  private static void await(BufferedReader events, long step) throws IOException {
    for (String line = events.readLine(); line != null; line = events.readLine()) {
      Optional<StageEvent> event = EventJson.parse(line);
      if (event.isPresent()
          && event.get() instanceof ProgressEvent progress
          && progress.done() >= step) {
        return;
      }
    }
    throw new AssertionError("it ended before step " + step);
  }

  private Process start(Workshop workshop, FaultProxy line) throws IOException {
    Job job =
        new Job(
            "counter",
            "counter",
            Optional.empty(),
            new Parameters(
                Map.of(
                    "steps", STEPS,
                    "pause_milliseconds", 100L,
                    "hangs_at", 0L,
                    "hangs_again_at", 0L,
                    "ending", "good")),
            1,
            Map.of(),
            Map.of(),
            "killed",
            Optional.empty(),
            "counter",
            false,
            Optional.empty(),
            List.of());
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            StageMain.class.getName());
    builder.environment().putAll(workshop.environment());
    builder.environment().put(TrackingSettings.ADDRESS_VARIABLE, line.address().toString());
    builder.environment().put(ClaimSettings.OWNER_VARIABLE, "home");
    builder.environment().put(Job.VARIABLE, job.toJson());
    builder.environment().put("WAVETRAIN_WORK", home.resolve("work").toString());
    builder.redirectError(home.resolve("log").toFile());
    return builder.start();
  }
}
