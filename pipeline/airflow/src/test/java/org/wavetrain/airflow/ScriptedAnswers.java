package org.wavetrain.airflow;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers of Airflow's about DAG {@code words}, with the fields that are read. */
public final class ScriptedAnswers {
  public static final String DAG = "GET /api/v2/dags/words";
  public static final String DETAILS = DAG + "/details";
  public static final String RUNS = "GET /api/v2/dags/words/dagRuns";

  /** The only run where nothing else is said. */
  public static final String RUN = "GET /api/v2/dags/words/dagRuns/one";

  public static final String TASKS = RUN + "/taskInstances";
  public static final Instant BACKFILLED = Instant.parse("2026-11-20T12:00:00Z");

  private ScriptedAnswers() {}

  public static String dag(boolean paused) {
    return "{\"dag_id\": \"words\", \"is_paused\": %s, \"is_backfillable\": true}"
        .formatted(paused);
  }

  /** What its runs can be given. */
  public static String details(String... parameters) {
    return "{\"dag_id\": \"words\", \"params\": {%s}}"
        .formatted(
            Stream.of(parameters)
                .map(name -> "\"" + name + "\": null")
                .collect(Collectors.joining(", ")));
  }

  public static String run(String state) {
    return run("one", state, BACKFILLED);
  }

  public static String run(String id, String state, Instant queued) {
    return "{\"dag_id\": \"words\", \"dag_run_id\": \"%s\", \"state\": \"%s\", \"queued_at\": \"%s\"}"
        .formatted(id, state, queued);
  }

  /** A page of runs. */
  public static String runs(int total, List<String> runs) {
    return "{\"dag_runs\": [%s], \"total_entries\": %d}".formatted(String.join(", ", runs), total);
  }

  /** Task {@code finetune} of the run, which is not mapped. */
  public static String task(String state, int attempt) {
    return task("finetune", -1, state, attempt);
  }

  public static String task(String name, int mapIndex, String state, int attempt) {
    return "{\"dag_id\": \"words\", \"dag_run_id\": \"one\", \"task_id\": \"%s\", \"map_index\": %d,"
            .formatted(name, mapIndex)
        + " \"state\": \"%s\", \"try_number\": %d}".formatted(state, attempt);
  }

  /** All tasks. */
  public static String tasks(String... tasks) {
    return tasks(tasks.length, List.of(tasks));
  }

  /** A page of tasks. */
  public static String tasks(int total, List<String> tasks) {
    return "{\"task_instances\": [%s], \"total_entries\": %d}"
        .formatted(String.join(", ", tasks), total);
  }

  /** What runs ask, each whether a version may be promoted. */
  public static String questions(String... runs) {
    return "{\"hitl_details\": [%s], \"total_entries\": %d}"
        .formatted(
            Stream.of(runs)
                .map(
                    run ->
                        "{\"subject\": \"Promote version 4?\", \"options\": [\"Approve\", \"Reject\"], \"task_instance\": %s}"
                            .formatted(
                                task("approval", -1, "awaiting_input", 1).replace("one", run)))
                .collect(Collectors.joining(", ")),
            runs.length);
  }

  /** What is asked for the log of an attempt of task {@code finetune}. */
  public static String log(int attempt) {
    return TASKS + "/finetune/logs/" + attempt;
  }

  /** The log of an attempt that goes on, or a part of it. */
  public static String unended(String... lines) {
    return "{\"content\": [%s], \"continuation_token\": \"more\"}"
        .formatted(String.join(", ", lines));
  }

  /** The log of an attempt that is over, or its last part. */
  public static String ended(String... lines) {
    return "{\"content\": [%s], \"continuation_token\": null}".formatted(String.join(", ", lines));
  }

  /** What a program printed. */
  public static String printed(String line) {
    return "{\"timestamp\": \"2026-11-21T19:36:11.28Z\", \"level\": \"info\", \"event\": \"%s\"}"
        .formatted(line.replace("\"", "\\\""));
  }

  /** What Airflow logs when a task throws. */
  public static String thrown(String type, String value) {
    return "{\"timestamp\": \"2026-11-21T19:36:36.65Z\", \"level\": \"error\","
        + " \"event\": \"Task failed with exception\", \"error_detail\":"
        + " [{\"exc_type\": \"%s\", \"exc_value\": \"%s\", \"is_cause\": false, \"frames\": []}]}"
            .formatted(type, value);
  }

  /** The backfill of number 7, of the first ten days of the month. */
  public static String backfill(boolean completed) {
    return "{\"id\": 7, \"dag_id\": \"words\", \"from_date\": \"2026-11-01T00:00:00Z\","
        + " \"to_date\": \"2026-11-10T23:59:59Z\", \"created_at\": \"%s\", \"completed_at\": %s}"
            .formatted(BACKFILLED, completed ? "\"2026-11-20T13:00:00Z\"" : "null");
  }
}
