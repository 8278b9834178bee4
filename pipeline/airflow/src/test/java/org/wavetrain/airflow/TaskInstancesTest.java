package org.wavetrain.airflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.airflow.ScriptedAnswers.RUN;
import static org.wavetrain.airflow.ScriptedAnswers.TASKS;
import static org.wavetrain.airflow.ScriptedAnswers.ended;
import static org.wavetrain.airflow.ScriptedAnswers.log;
import static org.wavetrain.airflow.ScriptedAnswers.printed;
import static org.wavetrain.airflow.ScriptedAnswers.run;
import static org.wavetrain.airflow.ScriptedAnswers.task;
import static org.wavetrain.airflow.ScriptedAnswers.tasks;
import static org.wavetrain.airflow.ScriptedAnswers.thrown;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of tasks and their logs. */
class TaskInstancesTest {
  private ScriptedServer server;
  private Airflow airflow;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    airflow = server.airflow();
    server.answers(RUN, run("running"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aStateOfALaterAirflowIsKeptInItsWords() {
    server.answers(TASKS, tasks(task("parked_for_parts", 1)));

    TaskInstance task = onlyTask();

    assertThat(task.state()).isEqualTo(TaskState.OTHER);
    assertThat(task.stateWords()).isEqualTo("parked for parts");
  }

  @Test
  void aLineSaysWhenHowGraveAndWhatWasThrown() {
    server
        .answers(TASKS, tasks(task("failed", 1)))
        .answers(log(1), ended(printed("begun"), thrown("DockerException", "no such image")));

    List<LogLine> lines = airflow.tasks().log(onlyTask(), 1, Optional.empty()).lines();

    assertThat(lines.get(0))
        .isEqualTo(
            new LogLine(
                Optional.of(Instant.parse("2026-11-21T19:36:11.28Z")),
                Optional.of("info"),
                "begun",
                List.of()));
    assertThat(lines.get(0).failure()).isEmpty();
    assertThat(lines.get(1).level()).contains("error");
    assertThat(lines.get(1).exceptions()).containsExactly("DockerException: no such image");
    assertThat(lines.get(1).failure()).contains("DockerException: no such image");
  }

  /** Programs log fields of their own, under any name and of any type. */
  @Test
  void fieldsThatMeanSomethingElseAreLeftAlone() {
    server
        .answers(TASKS, tasks(task("running", 1)))
        .answers(
            log(1),
            ended("{\"event\": \"odd\", \"level\": 3, \"error_detail\": \"none\"}"),
            ended("{\"event\": \"odder\", \"error_detail\": [7, {\"exc_value\": \"x\"}]}"));

    assertThat(airflow.tasks().log(onlyTask(), 1, Optional.empty()).lines())
        .containsExactly(new LogLine(Optional.empty(), Optional.of("3"), "odd", List.of()));
    assertThat(airflow.tasks().log(onlyTask(), 1, Optional.empty()).lines())
        .containsExactly(new LogLine(Optional.empty(), Optional.empty(), "odder", List.of()));
  }

  private TaskInstance onlyTask() {
    return airflow.tasks().of(airflow.runs().get("words", "one")).get(0);
  }
}
