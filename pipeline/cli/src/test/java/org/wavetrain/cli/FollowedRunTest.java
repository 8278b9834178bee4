package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavetrain.airflow.ScriptedAnswers.BACKFILLED;
import static org.wavetrain.airflow.ScriptedAnswers.RUN;
import static org.wavetrain.airflow.ScriptedAnswers.RUNS;
import static org.wavetrain.airflow.ScriptedAnswers.TASKS;
import static org.wavetrain.airflow.ScriptedAnswers.ended;
import static org.wavetrain.airflow.ScriptedAnswers.log;
import static org.wavetrain.airflow.ScriptedAnswers.printed;
import static org.wavetrain.airflow.ScriptedAnswers.questions;
import static org.wavetrain.airflow.ScriptedAnswers.run;
import static org.wavetrain.airflow.ScriptedAnswers.runs;
import static org.wavetrain.airflow.ScriptedAnswers.task;
import static org.wavetrain.airflow.ScriptedAnswers.tasks;
import static org.wavetrain.airflow.ScriptedAnswers.thrown;
import static org.wavetrain.airflow.ScriptedAnswers.unended;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.airflow.DagRun;
import org.wavetrain.airflow.RunState;
import org.wavetrain.airflow.ScriptedServer;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.stage.event.FinishedEvent;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.StageEvent;

/** What a person sees of a run, look by look. */
class FollowedRunTest {
  private static final DagRun BEGUN =
      new DagRun(
          "words",
          "one",
          RunState.QUEUED,
          "queued",
          "manual",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static final FinishedEvent FOUND =
      new FinishedEvent(
          new ArtifactKey("transcriber", Sha256.of("key")), Sha256.of("content"), true);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyAttemptIsShownFromItsBeginningToItsEnd() throws Exception {
    looks("running", "running", "running", "success");
    server
        .answers(TASKS, tasks(task("running", 1)), tasks(task("up_for_retry", 1)))
        .answers(TASKS, tasks(task("running", 2)), tasks(task("success", 2)))
        .answers(log(1), unended(told(new MessageEvent("epoch 1"))))
        .answers(log(1), ended(told(new FailureEvent("DISK_FULL", "A disk is full.", "Free it."))))
        .answers(log(2), unended(told(new MessageEvent("goes on"))), ended());

    follow();

    assertThat(lines())
        .containsExactly(
            "finetune  starts: attempt 1",
            "finetune: epoch 1",
            "finetune  failed after 0.0 s: DISK_FULL; is tried again",
            "finetune  starts: attempt 2",
            "finetune: goes on",
            "finetune  done in 0.0 s");
  }

  /** The task ends after its state was read and before its log is: so its log is read again. */
  @Test
  void whatALogThatHasEndedSaidIsShownOnce() throws Exception {
    looks("running", "success");
    String first = told(new MessageEvent("epoch 1"));
    String second = told(new MessageEvent("epoch 2"));
    server
        .answers(TASKS, tasks(task("running", 1)), tasks(task("success", 1)))
        .answers(log(1), ended(first))
        .answers(log(1), ended(first, second, told(FOUND)));

    follow();

    assertThat(lines())
        .containsExactly(
            "finetune  starts: attempt 1",
            "finetune: epoch 1",
            "finetune: epoch 2",
            "finetune  cached");
  }

  @Test
  void aFailureSaysWhatTheStageTold() {
    looks("failed");
    server
        .answers(TASKS, tasks(task("failed", 1)))
        .answers(
            log(1),
            ended(
                told(new FailureEvent("DISK_FULL", "A disk is full.", "Free it.")),
                thrown("TaskFailed", "something in Airflow's words")));

    assertThatThrownBy(this::follow)
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.remedy()).startsWith("Free it. `wav"))
        .hasMessage("Run one of DAG words failed: task finetune: A disk is full.");
  }

  /** As when its image is missing: no stage was there to tell anything. */
  @Test
  void aFailureBeforeTheStageSaysWhatAirflowLogged() {
    looks("failed");
    server
        .answers(TASKS, tasks(task("failed", 1)))
        .answers(
            log(1), ended(thrown("ImageNotFound", "no such image: finetune:1\\nin the registry")));

    assertThatThrownBy(this::follow)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.remedy())
                    .startsWith("`wavetrain airflow logs words one --task finetune`"))
        .hasMessage(
            "Run one of DAG words failed: task finetune: ImageNotFound: no such image: finetune:1.");
  }

  @Test
  void aRunWithoutAFailedTaskWasEndedByHand() {
    looks("failed");
    server.answers(TASKS, tasks(task("skipped", 0)));

    assertThatThrownBy(this::follow)
        .hasMessage("Run one of DAG words failed: it was ended by hand.");
  }

  @Test
  void statesOfALaterAirflowAreWaitedOut() throws Exception {
    looks("thinking", "running", "success");
    server
        .answers(TASKS, tasks(task("parked_for_parts", 1)), tasks(task("running", 1)))
        .answers(TASKS, tasks(task("success", 1)))
        .answers(log(1), unended(), ended());

    follow();

    assertThat(lines()).containsExactly("finetune  starts: attempt 1", "finetune  done in 0.0 s");
  }

  @Test
  void aQuestionIsAnsweredInTheRunThatAsks() throws Exception {
    looks("running", "success");
    server.answers(TASKS, tasks(task("awaiting_input", 1)), tasks(task("skipped", 1)));

    follow();

    assertThat(lines())
        .containsExactly("finetune waits for a person: `./wavetrain airflow approve words one`");
  }

  @Test
  void aRunThatWaitsForAnotherSaysForWhichAndWhatThatWaitsFor() throws Exception {
    looks("queued", "queued", "queued", "success");
    String running = runs(1, List.of(run("two", "running", BACKFILLED)));
    server
        .answers(RUNS, running, running, runs(0, List.of()))
        .answers(RUNS + "/two/hitlDetails", questions(), questions("two"))
        .answers(TASKS, tasks());

    follow();

    assertThat(lines())
        .containsExactly(
            "Run one waits: run two is under way.",
            "Run one waits: run two is under way and waits for a person: `./wavetrain airflow approve words two`.");
  }

  private void looks(String... states) {
    for (String state : states) {
      server.answers(RUN, run(state));
    }
  }

  private static String told(StageEvent event) {
    return printed(EventJson.write(event));
  }

  private void follow() throws InterruptedException {
    try (ProgressDisplay display =
        ProgressDisplay.on(new PrintStream(out, true, UTF_8), Terminal.none())) {
      new FollowedRun(server.airflow(), BEGUN, display, Terminal.none(), Duration.ZERO).toItsEnd();
    }
  }

  private String[] lines() {
    return out.toString(UTF_8).lines().toArray(String[]::new);
  }
}
