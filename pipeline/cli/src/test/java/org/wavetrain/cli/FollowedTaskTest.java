package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.airflow.ScriptedAnswers.TASKS;
import static org.wavetrain.airflow.ScriptedAnswers.ended;
import static org.wavetrain.airflow.ScriptedAnswers.printed;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.airflow.ScriptedServer;
import org.wavetrain.airflow.TaskInstance;
import org.wavetrain.airflow.TaskState;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.StageEvent;

/** A task that asks a person, whose log a server on loopback has. */
class FollowedTaskTest {
  private static final String LOG = TASKS + "/approval/logs/1";

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private ScriptedServer server;
  private FollowedTask task;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer().answers(LOG, ended());
    task =
        new FollowedTask(
            server.airflow().tasks(),
            ProgressDisplay.on(new PrintStream(shown, true, UTF_8), Terminal.none()),
            Terminal.none());
    task.update(in(TaskState.RUNNING));
    task.update(in(TaskState.AWAITING_INPUT));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void thatAPersonSaidNoIsShown() {
    logs(new MessageEvent("ada said no."));
    task.update(in(TaskState.SUCCESS));

    assertThat(shown.toString(UTF_8))
        .contains(
            "approval waits for a person: `./wavetrain airflow approve words one`",
            "approval: ada said no.");
  }

  @Test
  void thatNobodyAnsweredInTimeIsShownByItsCode() {
    logs(new FailureEvent("APPROVAL_MISSING", "Nobody said anything.", "Ask."));
    task.update(in(TaskState.FAILED));

    assertThat(shown.toString(UTF_8)).contains(": APPROVAL_MISSING");
    assertThat(task.failure()).isPresent();
  }

  @Test
  void aLogIsNotReadAgainAfterTheEnd() {
    logs(new MessageEvent("ada said no."));
    task.update(in(TaskState.SUCCESS));
    task.update(in(TaskState.SUCCESS));

    assertThat(server.asked(LOG)).as("before the question and after the answer").hasSize(2);
  }

  private void logs(StageEvent event) {
    server.answers(LOG, ended(printed(EventJson.write(event))));
  }

  private static TaskInstance in(TaskState state) {
    return new TaskInstance(
        "words",
        "one",
        "approval",
        -1,
        Optional.empty(),
        state,
        state.name(),
        1,
        Optional.empty(),
        Optional.empty());
  }
}
