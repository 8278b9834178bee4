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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.airflow.ScriptedServer;

/** The commands as they are typed, on a server that answers as it is told to. */
class AirflowCommandsTest {
  private static final String TRIGGER = "POST /api/v2/dags/words/dagRuns";
  private static final String CLEAR = "POST /api/v2/dags/words/clearTaskInstances";
  private static final String QUESTIONS = RUNS + "/~/hitlDetails";
  private static final String ANSWER =
      "PATCH /api/v2/dags/words/dagRuns/two/taskInstances/approval/-1/hitlDetails";
  private static final String PAUSED =
      "words is paused: what was asked for waits until `./wavetrain airflow unpause words`.";

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
  void triggerEndsWithTheResultOfTheRun() throws Exception {
    server
        .answers(DAG, dag(false))
        .answers(DETAILS, details("overrides"))
        .answers(TRIGGER, run("queued"))
        .answers(RUN, run("success"), run("failed"))
        .answers(TASKS, tasks(task("success", 1)), tasks(task("failed", 1)))
        .answers(log(1), ended());

    CommandRun succeeded = airflow("trigger", "words", "--set", "finetune.steps=7");
    CommandRun failed = airflow("trigger", "words");

    assertThat(succeeded.status()).as(succeeded.error()).isZero();
    assertThat(succeeded.out()).contains("words runs as one", "finetune  done in 0.0 s");
    assertThat(configuration().toString()).isEqualTo("{\"overrides\":[\"finetune.steps=7\"]}");
    assertThat(failed.status()).isEqualTo(2);
    assertThat(failed.error())
        .startsWith("wavetrain: AIRFLOW_RUN_FAILED: Run one of DAG words failed: task finetune");
  }

  @Test
  void parametersAreOfTheTypeThatTheyLookLike() throws Exception {
    server
        .answers(DAG, dag(false))
        .answers(DETAILS, details("version", "text", "date", "names", "why"))
        .answers(RUNS, runs(0, List.of()))
        .answers(TRIGGER, run("queued"));

    CommandRun run =
        airflow(
            Stream.of("version=3", "text=\"3\"", "date=2026-10-01", "names=[\"a\"]", "why=it = it")
                .flatMap(parameter -> Stream.of("--parameter", parameter)),
            "trigger",
            "words",
            "--detach");

    assertThat(run.status()).as(run.error()).isZero();
    assertThat(configuration())
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "{\"version\": 3, \"text\": \"3\", \"date\": \"2026-10-01\","
                        + " \"names\": [\"a\"], \"why\": \"it = it\"}"));
  }

  @Test
  void whatWaitsForADagThatIsPausedIsSaid() {
    server
        .answers(DAG, dag(true))
        .answers(RUNS, runs(0, List.of()))
        .answers(TRIGGER, run("queued"))
        .answers("GET /api/v2/backfills", "{\"backfills\": [%s]}".formatted(backfill(true)))
        .answers("POST /api/v2/backfills", backfill(false))
        .answers(RUN, run("failed"))
        .answers(CLEAR, tasks(task("failed", 1)));

    assertThat(airflow("trigger", "words", "--detach").out()).contains(PAUSED);
    assertThat(airflow("clear", "words", "one", "--detach").out()).contains(PAUSED);
    assertThat(
            airflow("backfill", "words", "--from", "2026-11-01", "--to", "2026-11-10", "--detach")
                .out())
        .contains(PAUSED);
  }

  @Test
  void theLastRunCanBeMeantWithoutItsName() {
    server
        .answers(RUNS, runs(1, List.of(run("one", "running", BACKFILLED))))
        .answers(TASKS, tasks(task("running", 2)))
        .answers(RUN + "/hitlDetails", "{\"hitl_details\": [], \"total_entries\": 0}");

    CommandRun run = airflow("status", "words", "latest");

    assertThat(run.status()).as(run.error()).isZero();
    assertThat(run.out()).startsWith("words one: running\n").contains("finetune  running  2");
  }

  @Test
  void theTasksOfARunAreShownToPrograms() throws IOException {
    server
        .answers(RUNS, runs(1, List.of(run("one", "running", BACKFILLED))))
        .answers(TASKS, tasks(task("running", 2)));

    CommandRun run = airflow("status", "words", "latest", "--json");

    assertThat(run.status()).as(run.error()).isZero();
    assertThat(run.lastLine().path("task").asText()).isEqualTo("finetune");
    assertThat(run.lastLine().path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeImportedIsShownWithTheReason() {
    server
        .answers("GET /api/v2/version", "{\"version\": \"3.3.2\"}")
        .answers("GET /api/v2/monitor/health", "{}")
        .answers("GET /api/v2/dags", "{\"dags\": [], \"total_entries\": 0}")
        .answers(
            "GET /api/v2/importErrors",
            "{\"import_errors\": [{\"filename\": \"pipeline_files.py\", \"stack_trace\":"
                + " \"Traceback (most recent call last):\\n  File \\\"x.py\\\", line 7, in x\\n    raise x\\n"
                + "    ^^^^^^^\\nPipelineFileError: words.yaml has no stages.\\nmore.yaml has no name.\\n\"}]}");

    assertThat(airflow("status").out())
        .endsWith(
            "files that cannot be imported:\n  pipeline_files.py\n"
                + "    PipelineFileError: words.yaml has no stages.\n    more.yaml has no name.\n");
  }

  @Test
  void doctorNamesTheCommandThatShowsIt() {
    server
        .answers("GET /api/v2/version", "{\"version\": \"3.3.2\"}")
        .answers("GET /api/v2/monitor/health", "{}")
        .answers("GET /api/v2/dags", "{\"dags\": [], \"total_entries\": 0}")
        .answers(
            "GET /api/v2/importErrors",
            "{\"import_errors\": [{\"filename\": \"words.py\", \"stack_trace\": \"Error: no.\\n\"}]}");

    CommandRun run = CommandRun.of(server.environment(), "doctor");

    assertThat(run.out())
        .as(run.error())
        .contains("One file of DAGs cannot be read.\n        See `./wavetrain airflow status`.\n");
  }

  @Test
  void theRunThatAsksIsMeantWithoutItsName() {
    server
        .answers(QUESTIONS, questions("two"))
        .answers(ANSWER, "{\"chosen_options\": [\"Approve\"]}");

    CommandRun run = airflow("approve", "words");

    assertThat(run.status()).as(run.error()).isZero();
    assertThat(run.out()).isEqualTo("approved in run two: Promote version 4?\n");
    assertThat(server.asked(ANSWER).get(0).body()).contains("Approve");
  }

  @Test
  void aRunThatWaitsForAnotherSaysSoBeforeItsCommandEnds() {
    server
        .answers(DAG, dag(false))
        .answers(TRIGGER, run("queued"))
        .answers(RUNS, runs(1, List.of(run("two", "running", BACKFILLED))))
        .answers(RUNS + "/two/hitlDetails", questions());

    assertThat(airflow("trigger", "words", "--detach").out())
        .contains("Run one waits: run two is under way.");
  }

  @Test
  void aMappedTaskIsClearedAlone() throws Exception {
    server
        .answers(DAG, dag(false))
        .answers(RUN, run("failed"))
        .answers(TASKS, tasks(task("shard", 0, "failed", 1), task("shard", 1, "success", 1)))
        .answers(CLEAR, tasks(task("shard", 0, "failed", 1)));

    airflow("clear", "words", "one", "--task", "shard[0]", "--detach");
    airflow("clear", "words", "one", "--task", "shard", "--detach");

    assertThat(cleared(0)).isEqualTo("[[\"shard\",0]]");
    assertThat(cleared(1)).isEqualTo("[[\"shard\",0],[\"shard\",1]]");
  }

  @Test
  void aLogSaysWhenHowGraveAndWhatWasThrown() {
    server
        .answers(RUN, run("failed"))
        .answers(TASKS, tasks(task("failed", 2)))
        .answers(log(2), unended("{\"event\": \"::group::Sources\"}", printed("begun")))
        .answers(log(2), ended(thrown("ImageNotFound", "no such image\\nat all")));

    CommandRun run = airflow("logs", "words", "one", "--task", "finetune");

    assertThat(run.status()).as(run.error()).isZero();
    String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ";
    assertThat(run.out().lines())
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("::group::Sources"),
            second -> assertThat(second).matches(time + "INFO begun"),
            third -> assertThat(third).matches(time + "ERROR Task failed with exception"),
            fourth -> assertThat(fourth).isEqualTo("  ImageNotFound: no such image"),
            fifth -> assertThat(fifth).isEqualTo("  at all"));
  }

  private CommandRun airflow(String... arguments) {
    return airflow(Stream.empty(), arguments);
  }

  private CommandRun airflow(Stream<String> more, String... arguments) {
    return CommandRun.of(
        server.environment(),
        Stream.of(Stream.of("airflow"), Stream.of(arguments), more)
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private String cleared(int request) throws IOException {
    String body = server.asked(CLEAR).get(request).body();
    return new ObjectMapper().readTree(body).path("task_ids").toString();
  }

  /** What the first run was begun with. */
  private JsonNode configuration() throws IOException {
    return new ObjectMapper().readTree(server.asked(TRIGGER).get(0).body()).path("conf");
  }
}
