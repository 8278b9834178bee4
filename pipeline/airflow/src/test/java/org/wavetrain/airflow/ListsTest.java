package org.wavetrain.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.airflow.ScriptedAnswers.BACKFILLED;
import static org.wavetrain.airflow.ScriptedAnswers.RUN;
import static org.wavetrain.airflow.ScriptedAnswers.RUNS;
import static org.wavetrain.airflow.ScriptedAnswers.TASKS;
import static org.wavetrain.airflow.ScriptedAnswers.backfill;
import static org.wavetrain.airflow.ScriptedAnswers.run;
import static org.wavetrain.airflow.ScriptedAnswers.runs;
import static org.wavetrain.airflow.ScriptedAnswers.task;
import static org.wavetrain.airflow.ScriptedAnswers.tasks;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.airflow.ScriptedServer.Asked;

/** Lists that are longer than a page, and what belongs to them. */
class ListsTest {
  private ScriptedServer server;
  private Airflow airflow;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    airflow = server.airflow();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aBackfillHasItsRunsOfAllPages() {
    server
        .answers("GET /api/v2/backfills/7", backfill(true))
        .answers(RUNS, runs(130, dates(0, 100)), runs(130, dates(100, 130)));

    List<DagRun> found = airflow.runs().ofBackfill(airflow.backfills().get(7));

    assertThat(found).extracting(DagRun::id).hasSize(130).endsWith("date-129");
    assertThat(server.asked(RUNS).get(1).query()).contains("offset=100", "run_type=backfill");
  }

  @Test
  void theRunsOfEarlierBackfillsAreNotThoseOfThisOne() {
    Instant before = BACKFILLED.minusSeconds(604_800);
    Instant after = BACKFILLED.plusMillis(40);
    server
        .answers("GET /api/v2/backfills/7", backfill(true))
        .answers(
            RUNS,
            runs(2, List.of(run("last-week", "failed", before), run("new", "success", after))));

    assertThat(airflow.runs().ofBackfill(airflow.backfills().get(7)))
        .extracting(DagRun::id)
        .containsExactly("new");
  }

  /** {@code api.maximum_page_limit} may be lower than what is asked for. */
  @Test
  void allTasksAreReadFromAServerWithSmallPages() {
    server
        .answers(RUN, run("running"))
        .answers(TASKS, tasks(120, shards(0, 50)), tasks(120, shards(50, 100)))
        .answers(TASKS, tasks(120, shards(100, 120)));

    List<TaskInstance> found = airflow.tasks().of(airflow.runs().get("words", "one"));

    assertThat(found).hasSize(120).extracting(TaskInstance::mapIndex).endsWith(119);
    assertThat(server.asked(TASKS))
        .extracting(Asked::query)
        .satisfiesExactly(
            first -> assertThat(first).contains("offset=0"),
            second -> assertThat(second).contains("offset=50"),
            third -> assertThat(third).contains("offset=100"));
  }

  private static List<String> dates(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> run("date-" + number, "success", BACKFILLED.plusSeconds(1)))
        .toList();
  }

  private static List<String> shards(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> task("ingest", number, "running", 1))
        .toList();
  }
}
