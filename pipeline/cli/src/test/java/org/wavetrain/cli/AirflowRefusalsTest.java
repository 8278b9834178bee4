package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.airflow.ScriptedAnswers.BACKFILLED;
import static org.wavetrain.airflow.ScriptedAnswers.DAG;
import static org.wavetrain.airflow.ScriptedAnswers.DETAILS;
import static org.wavetrain.airflow.ScriptedAnswers.RUN;
import static org.wavetrain.airflow.ScriptedAnswers.RUNS;
import static org.wavetrain.airflow.ScriptedAnswers.TASKS;
import static org.wavetrain.airflow.ScriptedAnswers.backfill;
import static org.wavetrain.airflow.ScriptedAnswers.dag;
import static org.wavetrain.airflow.ScriptedAnswers.details;
import static org.wavetrain.airflow.ScriptedAnswers.questions;
import static org.wavetrain.airflow.ScriptedAnswers.run;
import static org.wavetrain.airflow.ScriptedAnswers.runs;
import static org.wavetrain.airflow.ScriptedAnswers.task;
import static org.wavetrain.airflow.ScriptedAnswers.tasks;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.airflow.ScriptedServer;
import org.wavetrain.airflow.ScriptedServer.Asked;

/** What the commands do not do, and what they say then. */
class AirflowRefusalsTest {
  private static final String QUESTIONS = RUNS + "/~/hitlDetails";

  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Airflow would promote the challenger in place of version 3. */
  @Test
  void aParameterThatTheDagDoesNotHaveBeginsNoRun() {
    server.answers(DAG, dag(false)).answers(DETAILS, details("version"), details());

    assertThat(refusal("trigger", "words", "--parameter", "versoin=3"))
        .isEqualTo(
            "wavetrain: AIRFLOW_PARAMETER_UNKNOWN: DAG words has no parameter versoin.\n"
                + "  Did you mean version?\n");
    assertThat(refusal("trigger", "words", "--set", "finetune.steps=7"))
        .contains("DAG words has no parameter overrides.");
    assertThat(server.asked())
        .extracting(Asked::request)
        .allMatch(asked -> asked.startsWith("GET"));
  }

  @Test
  void aTaskThatTheRunDoesNotHaveIsNotCleared() {
    server.answers(RUN, run("failed")).answers(TASKS, tasks(task("failed", 1)));

    assertThat(refusal("clear", "words", "one", "--task", "nope"))
        .isEqualTo(
            "wavetrain: AIRFLOW_TASK_UNKNOWN: Run one has no task nope.\n"
                + "  Give one of finetune.\n");
  }

  @Test
  void aTaskThatHasNotBegunHasNoLog() {
    server
        .answers(RUN, run("running"))
        .answers(TASKS, tasks(task("none", 0)), tasks(task("queued", 1)));

    assertThat(refusal("logs", "words", "one", "--task", "finetune"))
        .startsWith(
            "wavetrain: AIRFLOW_ATTEMPT_MISSING: Task finetune of run one has not begun: its state"
                + " is none.");
    assertThat(refusal("logs", "words", "one", "--task", "finetune"))
        .contains("has not begun: its state is queued.");
  }

  @Test
  void anAttemptThatWasNotMadeHasNoLog() {
    server.answers(RUN, run("failed")).answers(TASKS, tasks(task("failed", 2)));

    assertThat(refusal("logs", "words", "one", "--task", "finetune", "--attempt", "3"))
        .isEqualTo(
            "wavetrain: AIRFLOW_ATTEMPT_MISSING: Task finetune of run one has no attempt 3: it has"
                + " made 2.\n  Leave --attempt out for the last one, or give the number of an earlier one.\n");
  }

  @Test
  void anAnswerThatNobodyWaitsForIsNotGiven() {
    server
        .answers(DAG, dag(false))
        .answers(QUESTIONS, questions(), questions("two", "three"), questions("two"))
        .answers(RUNS, runs(1, List.of(run("one", "running", BACKFILLED))))
        .answers(RUN + "/hitlDetails", questions());

    assertThat(refusal("approve", "words"))
        .contains("AIRFLOW_NOTHING_ASKED: No run of DAG words waits for an answer.");
    assertThat(refusal("approve", "words"))
        .contains("AIRFLOW_RUN_AMBIGUOUS: 2 runs of DAG words wait for an answer.", "two, three");
    assertThat(refusal("approve", "words", "latest"))
        .contains("AIRFLOW_NOTHING_ASKED: Run one of DAG words waits for no answer.", "one: two.");
  }

  @Test
  void aDagIsNotBackfilledTwiceAtATime() {
    server
        .answers(DAG, dag(false))
        .answers("GET /api/v2/backfills", "{\"backfills\": [%s]}".formatted(backfill(false)));

    assertThat(refusal("backfill", "words", "--from", "2026-11-05", "--to", "2026-11-06"))
        .contains(
            "AIRFLOW_BACKFILL_UNDER_WAY: DAG words is being backfilled already: number 7, from"
                + " 2026-11-01 to 2026-11-10.");
  }

  @Test
  void aRunThatCannotBeWatchedAnyMoreGoesOn() {
    server
        .answers(DAG, dag(false))
        .answers("POST /api/v2/dags/words/dagRuns", run("running"))
        .answers(403, RUN, "{\"detail\": \"Forbidden\"}");

    assertThat(refusal("trigger", "words"))
        .contains(
            "AIRFLOW_FORBIDDEN",
            "Run one goes on; `./wavetrain airflow status words one` shows how it goes.");
  }

  @Test
  void aDagThatIsNotThereAsksNothingAndIsSaidToBeMissing() {
    server
        .answers("GET /api/v2/version", "{\"version\": \"3.3.2\"}")
        .answers(QUESTIONS, questions());

    assertThat(refusal("approve", "words")).contains("AIRFLOW_NOT_FOUND");
  }

  private String refusal(String... arguments) {
    CommandRun run =
        CommandRun.of(
            server.environment(),
            Stream.concat(Stream.of("airflow"), Stream.of(arguments)).toArray(String[]::new));
    assertThat(run.status()).as(run.out()).isEqualTo(2);
    return run.error();
  }
}
