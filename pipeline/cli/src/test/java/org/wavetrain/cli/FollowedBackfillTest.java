package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wavetrain.airflow.ScriptedAnswers.BACKFILLED;
import static org.wavetrain.airflow.ScriptedAnswers.RUNS;
import static org.wavetrain.airflow.ScriptedAnswers.backfill;
import static org.wavetrain.airflow.ScriptedAnswers.run;
import static org.wavetrain.airflow.ScriptedAnswers.runs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.ScriptedServer;
import org.wavetrain.cli.display.Terminal;

/** What a person sees of a backfill, and what it ends with. */
class FollowedBackfillTest {
  private static final Instant QUEUED = BACKFILLED.plusSeconds(1);
  private static final Instant LAST_WEEK = BACKFILLED.minusSeconds(604_800);

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
  void eachChangeOfARunIsALine() throws Exception {
    server
        .answers("GET /api/v2/backfills/7", backfill(false), backfill(false))
        .answers("GET /api/v2/backfills/7", backfill(false), backfill(true))
        .answers(RUNS, runs(1, List.of(run("first", "queued", QUEUED))))
        .answers(RUNS, runs(1, List.of(run("first", "queued", QUEUED))))
        .answers(RUNS, runs(1, List.of(run("first", "success", QUEUED))));

    follow();

    assertThat(out.toString(UTF_8).lines()).containsExactly("first  queued", "first  success");
  }

  @Test
  void aFailureOfTheHundredAndFirstDateIsOneOfTheBackfill() {
    server
        .answers("GET /api/v2/backfills/7", backfill(true))
        .answers(
            RUNS,
            runs(
                101,
                IntStream.range(0, 100)
                    .mapToObj(number -> run("date-" + number, "success", QUEUED))
                    .toList()))
        .answers(RUNS, runs(101, List.of(run("date-100", "failed", QUEUED))));

    assertThatThrownBy(this::follow).hasMessage("1 of 101 runs failed: date-100.");
  }

  @Test
  void aRunThatFailedInABackfillBeforeIsNoFailureOfThisOne() throws Exception {
    server
        .answers("GET /api/v2/backfills/7", backfill(true))
        .answers(RUNS, runs(1, List.of(run("first", "failed", LAST_WEEK))));

    follow();

    assertThat(out.toString(UTF_8).lines())
        .containsExactly(
            "All of its dates had a run; --again failed or completed runs them again.");
  }

  private void follow() throws InterruptedException {
    PrintStream stream = new PrintStream(out, true, UTF_8);
    Airflow airflow = server.airflow();
    Console console =
        new Console(
            new ResultStream(stream), stream, Terminal.none(), new Interruption(), Map.of());
    new FollowedBackfill(console, airflow, airflow.backfills().get(7), Duration.ZERO).toItsEnd();
  }
}
