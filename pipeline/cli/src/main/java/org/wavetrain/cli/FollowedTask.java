package org.wavetrain.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.wavetrain.airflow.LogLine;
import org.wavetrain.airflow.LogPart;
import org.wavetrain.airflow.TaskInstance;
import org.wavetrain.airflow.TaskInstances;
import org.wavetrain.airflow.TaskState;
import org.wavetrain.cli.display.Amounts;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.cli.display.Terminal;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.stage.event.FinishedEvent;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;

/** One task of a run that is watched: what it tells is read from its log. */
final class FollowedTask {
  private final TaskInstances tasks;
  private final ProgressDisplay display;
  private final Terminal terminal;
  private TaskState shown = TaskState.NONE;
  private int attempt;
  private String name = "";
  private boolean displayed;
  private Optional<String> unread = Optional.empty();
  private int told;
  private Optional<FailureEvent> failure = Optional.empty();
  private Optional<String> exception = Optional.empty();
  private boolean cached;

  FollowedTask(TaskInstances tasks, ProgressDisplay display, Terminal terminal) {
    this.tasks = tasks;
    this.display = display;
    this.terminal = terminal;
  }

  /** Shows what has happened to the task since the last time. */
  void update(TaskInstance task) {
    if (attempt == 0) {
      name = task.name();
    }
    if (hasBegun(task) && (task.attempt() != attempt || goesOnAfterItsEnd(task))) {
      attempt = task.attempt();
      unread = Optional.empty();
      told = 0;
      failure = Optional.empty();
      exception = Optional.empty();
      cached = false;
      shown = TaskState.RUNNING;
      // Airflow may forget what a mapped task is called when the attempt ends.
      name = task.name();
      display.begin(name, "attempt " + attempt);
      displayed = true;
    }
    if (hasBegun(task) && !isOver(shown)) {
      readLog(task);
    }
    if (task.state() != shown) {
      shown = task.state();
      end(task).ifPresent(this::end);
      if (shown == TaskState.AWAITING_INPUT) {
        display.line(
            "%s waits for a person: `%s airflow approve %s %s`"
                .formatted(
                    task.name(),
                    Launcher.word(),
                    ShellWord.of(task.dag()),
                    ShellWord.of(task.run())));
      }
    }
  }

  /** What the task told of its failure, if it has failed for good and told anything. */
  Optional<FailureEvent> failure() {
    return shown == TaskState.FAILED ? failure : Optional.empty();
  }

  /** What was thrown, if it has failed for good and Airflow has logged that. */
  Optional<String> exception() {
    return shown == TaskState.FAILED ? exception : Optional.empty();
  }

  private void end(String words) {
    display.end(name, words);
    displayed = false;
  }

  private boolean goesOnAfterItsEnd(TaskInstance task) {
    return task.state() == TaskState.RUNNING && !displayed;
  }

  private static boolean hasBegun(TaskInstance task) {
    return switch (task.state()) {
      // A task is shown under one name from its beginning to its end.
      case RUNNING -> task.attempt() > 0 && task.isNamed();
      case SUCCESS, FAILED, UP_FOR_RETRY, RESTARTING -> task.attempt() > 0;
      default -> false;
    };
  }

  /** A task that waited for a person has more to tell after it than before. */
  private static boolean isOver(TaskState state) {
    return switch (state) {
      case SUCCESS, FAILED, UP_FOR_RETRY, RESTARTING, SKIPPED, UPSTREAM_FAILED, REMOVED -> true;
      case NONE, SCHEDULED, QUEUED, RUNNING, UP_FOR_RESCHEDULE, DEFERRED, AWAITING_INPUT, OTHER ->
          false;
    };
  }

  private void readLog(TaskInstance task) {
    LogPart part = tasks.log(task, attempt, unread);
    List<StageEvent> events =
        part.lines().stream().map(FollowedTask::event).flatMap(Optional::stream).toList();
    // A log that had ended before is given from its beginning again.
    int known = unread.isEmpty() ? Math.min(told, events.size()) : 0;
    events.stream().skip(known).forEach(this::show);
    told += events.size() - known;
    part.lines().stream()
        .map(LogLine::failure)
        .flatMap(Optional::stream)
        .forEach(thrown -> exception = Optional.of(thrown));
    unread = part.next();
  }

  private static Optional<StageEvent> event(LogLine line) {
    // A pod's lines have the container's name before them.
    int start = line.event().indexOf('{');
    return start < 0 ? Optional.empty() : EventJson.parse(line.event().substring(start));
  }

  private void show(StageEvent event) {
    if (event instanceof ProgressEvent progress) {
      display.update(name, progress);
    } else if (event instanceof MessageEvent message) {
      display.line(name + ": " + message.line());
    } else if (event instanceof FailureEvent failed) {
      failure = Optional.of(failed);
    } else if (event instanceof FinishedEvent finished) {
      cached = finished.cached();
    }
  }

  private Optional<String> end(TaskInstance task) {
    return switch (task.state()) {
      case SUCCESS ->
          Optional.of(
              cached ? terminal.green("cached") : terminal.green("done") + " in " + took(task));
      case FAILED -> Optional.of(terminal.red("failed") + " after " + took(task) + code());
      case UP_FOR_RETRY -> Optional.of("failed after " + took(task) + code() + "; is tried again");
      default -> Optional.empty();
    };
  }

  private String code() {
    return failure.map(event -> ": " + event.code()).orElse("");
  }

  private static String took(TaskInstance task) {
    return Amounts.duration(
        task.started()
            .flatMap(from -> task.ended().map(to -> Duration.between(from, to)))
            .orElse(Duration.ZERO));
  }
}
