package org.wavetrain.local.runner.toy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wavetrain.local.runner.RunForecast;
import org.wavetrain.local.runner.RunListener;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;

/** Writes down what happens in a run. */
public class Diary implements RunListener {
  private final List<String> entries = new CopyOnWriteArrayList<>();
  private final CountDownLatch progress = new CountDownLatch(1);

  /** What happened so far, for example {@code left started: steps 3 → 4}. */
  public List<String> entries() {
    return List.copyOf(entries);
  }

  /** Waits until a stage has made progress. */
  public void awaitProgress() throws InterruptedException {
    if (!progress.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("no progress in a minute: " + entries);
    }
  }

  @Override
  public void planned(RunForecast forecast) {
    forecast.stages().forEach(stage -> entries.add(stage.stage().name() + " " + stage.verdict()));
  }

  @Override
  public void started(String stage, String reason, Path log) {
    entries.add(stage + " started: " + reason);
  }

  @Override
  public void told(String stage, StageEvent event) {
    if (event instanceof MessageEvent message) {
      entries.add(stage + " said: " + message.line());
    } else if (event instanceof ProgressEvent made && made.done() >= 2) {
      progress.countDown();
    }
  }

  @Override
  public void ended(String stage, StageOutcome outcome) {
    entries.add(stage + " " + outcome.getClass().getSimpleName());
  }
}
