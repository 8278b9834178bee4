package org.wavetrain.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.definition.Parameters;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpHead;
import org.wavetrain.local.runner.toy.CounterStage;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.stage.Job;
import org.wavetrain.stage.StageMain;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.stage.event.FinishedEvent;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;

/** Several processes that are given the same job, as an orchestrator does that lost one of them. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FencedStagesTest {
  private static final Parameters SLOW =
      new Parameters(
          Map.of(
              "steps", 30L,
              "pause_milliseconds", 100L,
              "hangs_at", 0L,
              "hangs_again_at", 0L,
              "ending", "good"));
  private static final ArtifactKey KEY =
      ArtifactKeys.keyOf(new CounterStage().descriptor(), SLOW, 1, Map.of());

  private static final String ENDPOINT = ObjectStoreSettings.ENDPOINT_VARIABLE;

  @TempDir private Path home;
  private Workshop workshop;
  private final List<Copy> copies = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    workshop = new Workshop(home);
  }

  @AfterEach
  void close() throws Exception {
    for (Copy copy : copies) {
      copy.process.destroyForcibly().waitFor();
    }
    workshop.close();
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "SIGSTOP of a stage until another process has taken over its work, then SIGCONT",
      outcome = "it publishes nothing and ends with STAGE_CLAIM_LOST, and the other one goes on")
  void whoeverStoodStillPublishesNothingWhenItMovesAgain() throws Exception {
    Copy first = start(Map.of(ClaimSettings.LIFETIME_VARIABLE, "3"));
    first.await(ProgressEvent.class::isInstance);
    first.signal("STOP");

    Copy second = start(Map.of(ClaimSettings.LIFETIME_VARIABLE, "60"));
    second.await(FencedStagesTest::goesOn);
    second.await(ProgressEvent.class::isInstance);
    first.signal("CONT");

    assertThat(first.end()).isEqualTo(ExitCode.STOPPED.code());
    assertThat(first.last())
        .isInstanceOfSatisfying(
            FailureEvent.class,
            failure -> assertThat(failure.code()).isEqualTo("STAGE_CLAIM_LOST"));
    assertThat(workshop.store().find(KEY)).isEmpty();
    assertThat(onlyRun().status()).isEqualTo(RunStatus.RUNNING);
    assertThat(second.end()).isEqualTo(ExitCode.DONE.code());
    assertThat(workshop.store().find(KEY)).isPresent();
    assertThat(onlyRun().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(home.resolve("work")).isEmptyDirectory();
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected =
          "SIGSTOP of a stage that makes an artifact again, right before it writes the manifest,"
              + " until its successor has made it again, then SIGCONT",
      outcome =
          "what the successor made stays, with its files; the stage ends with STAGE_CLAIM_LOST")
  void whoeverStoodStillAtItsManifestReplacesNothing() throws Exception {
    assertThat(start(Map.of()).end()).isEqualTo(ExitCode.DONE.code());
    Map<String, String> brief = Map.of(ClaimSettings.LIFETIME_VARIABLE, "3");
    try (FaultProxy proxy = new FaultProxy(URI.create(workshop.environment().get(ENDPOINT)))) {
      Map<String, String> proxied = new HashMap<>(brief);
      proxied.put(ENDPOINT, proxy.address().toString());
      CompletableFuture<Integer> successor = new CompletableFuture<>();
      AtomicBoolean first = new AtomicBoolean(true);
      Copy sleeper = start(proxied, true);
      proxy.plan(
          request -> {
            if (writesTheManifest(request) && first.getAndSet(false)) {
              replaceWhileItStandsStill(sleeper, brief, successor);
            }
            return Optional.empty();
          });

      assertThat(sleeper.end()).isEqualTo(ExitCode.STOPPED.code());
      assertThat(successor.get()).isEqualTo(ExitCode.DONE.code());
      assertThat(sleeper.last())
          .isInstanceOfSatisfying(
              FailureEvent.class,
              failure -> assertThat(failure.code()).isEqualTo("STAGE_CLAIM_LOST"));
    }
    try (InputStream count = workshop.store().open(KEY).open("count.txt")) {
      assertThat(count.readAllBytes()).asString().isEqualTo("30");
    }
  }

  private static boolean writesTheManifest(HttpHead request) {
    return request.method().equals("PUT")
        && request.target().contains("/artifacts/" + KEY + "/manifest.json");
  }

  private void replaceWhileItStandsStill(
      Copy sleeper, Map<String, String> settings, CompletableFuture<Integer> successor) {
    try {
      sleeper.signal("STOP");
      successor.complete(start(settings, true).end());
      sleeper.signal("CONT");
    } catch (Exception failure) {
      successor.completeExceptionally(failure);
    }
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "SIGSTOP of a stage until its successor has published, then SIGCONT",
      outcome =
          "what was published stays as it is, and so does its record; the stage ends with"
              + " STAGE_CLAIM_LOST")
  void whoeverWakesAfterItsSuccessorPublishedChangesNothing() throws Exception {
    Copy first = start(Map.of(ClaimSettings.LIFETIME_VARIABLE, "3"));
    first.await(ProgressEvent.class::isInstance);
    first.signal("STOP");
    assertThat(start(Map.of()).end()).isEqualTo(ExitCode.DONE.code());
    Manifest published = workshop.store().find(KEY).orElseThrow();
    first.signal("CONT");

    assertThat(first.end()).isEqualTo(ExitCode.STOPPED.code());
    assertThat(first.last())
        .isInstanceOfSatisfying(
            FailureEvent.class,
            failure -> assertThat(failure.code()).isEqualTo("STAGE_CLAIM_LOST"));
    assertThat(workshop.store().find(KEY)).contains(published);
    assertThat(workshop.store().checkpoints(KEY).restoreLatest(home.resolve("none"))).isEmpty();
    assertThat(onlyRun().status()).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of a stage whose work another machine takes over",
      outcome = "the other one waits until the claim has expired and goes on from the checkpoint")
  void theSuccessorOfOneThatWasKilledWaitsForItsClaimToExpireAndGoesOn() throws Exception {
    Copy first = start(Map.of(ClaimSettings.LIFETIME_VARIABLE, "3"));
    first.await(ProgressEvent.class::isInstance);
    first.process.destroyForcibly().waitFor();

    Copy second = start(Map.of(ClaimSettings.LIFETIME_VARIABLE, "3"));

    second.await(FencedStagesTest::goesOn);
    assertThat(second.end()).isEqualTo(ExitCode.DONE.code());
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of a stage whose work the same home takes over",
      outcome = "it goes on from the checkpoint at once, however long the claim would hold")
  void theSuccessorOfTheSameOwnerDoesNotWait() throws Exception {
    Map<String, String> owned =
        Map.of(ClaimSettings.LIFETIME_VARIABLE, "3600", ClaimSettings.OWNER_VARIABLE, "home");
    Copy first = start(owned);
    first.await(ProgressEvent.class::isInstance);
    first.process.destroyForcibly().waitFor();

    Copy second = start(owned);

    second.await(FencedStagesTest::goesOn);
    assertThat(second.end()).isEqualTo(ExitCode.DONE.code());
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "two processes with the same job at once",
      outcome =
          "one makes the artifact; the other says for whom it waits and takes what that one"
              + " made")
  void aCopyOfOneThatIsAliveWaitsAndFindsWhatTheOtherMade() throws Exception {
    Map<String, String> patient = Map.of(ClaimSettings.LIFETIME_VARIABLE, "3600");
    Copy first = start(patient);
    first.await(ProgressEvent.class::isInstance);
    first.signal("STOP");

    Copy second = start(patient);
    second.await(FencedStagesTest::isWaiting);
    first.signal("CONT");

    assertThat(first.end()).isEqualTo(ExitCode.DONE.code());
    assertThat(second.end()).isEqualTo(ExitCode.DONE.code());
    assertThat(first.last())
        .isInstanceOfSatisfying(
            FinishedEvent.class, finished -> assertThat(finished.cached()).isFalse());
    assertThat(second.last())
        .isInstanceOfSatisfying(
            FinishedEvent.class,
            finished -> {
              assertThat(finished.cached()).isTrue();
              assertThat(finished.key()).isEqualTo(KEY);
            });
    assertThat(Files.readString(home.resolve("result-1")))
        .isEqualTo(EventJson.write(second.last()) + "\n");
  }

  private static boolean isWaiting(StageEvent event) {
    return event instanceof MessageEvent message && message.line().startsWith("Waiting for ");
  }

  private static boolean goesOn(StageEvent event) {
    return event instanceof MessageEvent message && message.line().startsWith("goes on after ");
  }

  private RunSummary onlyRun() {
    List<RunSummary> runs =
        workshop
            .tracking()
            .search(
                workshop.tracking().experiment("fenced"),
                RunSearch.matching("tags.`" + ArtifactKey.TAG + "` = '" + KEY + "'"));
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  /** One process, with what it told so far. */
  private static final class Copy {
    private final Process process;
    private final BufferedReader lines;
    private final List<StageEvent> events = new ArrayList<>();

    Copy(Process process) {
      this.process = process;
      this.lines = process.inputReader(UTF_8);
    }

    void await(Predicate<StageEvent> wanted) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<StageEvent> event = EventJson.parse(line);
        event.ifPresent(events::add);
        if (event.filter(wanted).isPresent()) {
          return;
        }
      }
      throw new AssertionError("it ended and only said " + events);
    }

    int end() throws Exception {
      lines.lines().forEach(line -> EventJson.parse(line).ifPresent(events::add));
      return process.waitFor();
    }

    StageEvent last() {
      return events.get(events.size() - 1);
    }

    void signal(String name) throws Exception {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
    }
  }

  private Copy start(Map<String, String> settings) throws IOException {
    return start(settings, false);
  }

  private Copy start(Map<String, String> settings, boolean again) throws IOException {
    Job job =
        new Job(
            "counter",
            "counter",
            Optional.empty(),
            SLOW,
            1,
            Map.of(),
            Map.of(),
            "fenced",
            Optional.empty(),
            "counter",
            again,
            Optional.empty(),
            List.of());
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            StageMain.class.getName());
    builder.environment().putAll(workshop.environment());
    builder.environment().put(Job.VARIABLE, job.toJson());
    builder.environment().put("WAVETRAIN_WORK", home.resolve("work").toString());
    builder
        .environment()
        .put("WAVETRAIN_RESULT", home.resolve("result-" + copies.size()).toString());
    builder.environment().putAll(settings);
    builder.redirectError(home.resolve("log-" + copies.size()).toFile());
    Copy copy = new Copy(builder.start());
    copies.add(copy);
    return copy;
  }
}
