package org.wavetrain.website;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.tracking.RegisteredModel;
import org.wavetrain.tracking.TrackingError;

/**
 * Comparisons of runs. One is made at a time, since it needs much memory; that of runs which have
 * all ended is kept.
 */
final class ComparisonPages {
  private static final int MOST_KEPT = 8;
  private static final int MOST_KEPT_BYTES = 8_000_000;

  private final TrackedRuns runs;
  private final RegistryReader models;
  private final Documents documents;
  private final Semaphore turn = new Semaphore(1);
  private final Latest<Compared, Answer> kept = new Latest<>(MOST_KEPT);

  ComparisonPages(TrackedRuns runs, RegistryReader models, Documents documents) {
    this.runs = runs;
    this.models = models;
    this.documents = documents;
  }

  /** What a comparison depends on: the run of the champion is the baseline. */
  private record Compared(List<PipelineRun> runs, List<RegisteredModel> models) {}

  /**
   * Looks whether runs could be compared now, without doing it.
   *
   * @throws UserFailure {@code WEBSITE_BUSY} if another comparison is being made
   */
  void requireTurn(List<String> ids) {
    if (kept.find(compared(ids)).isEmpty() && turn.availablePermits() == 0) {
      throw busy();
    }
  }

  /**
   * Compares runs.
   *
   * @throws UserFailure {@code WEBSITE_BUSY} if another comparison is being made
   */
  Answer of(List<String> ids) throws IOException {
    Compared compared = compared(ids);
    Optional<Answer> known = kept.find(compared);
    if (known.isPresent()) {
      return known.get();
    }
    if (!turn.tryAcquire()) {
      throw busy();
    }
    try {
      Answer made = Answer.written(file -> documents.comparison(ids, file));
      if (compared.runs().stream().noneMatch(PipelineRun::running)
          && made.body().length <= MOST_KEPT_BYTES) {
        kept.put(compared, made);
      }
      return made;
    } finally {
      turn.release();
    }
  }

  private Compared compared(List<String> ids) {
    List<PipelineRun> found = ids.parallelStream().flatMap(id -> runs.find(id).stream()).toList();
    if (found.size() < ids.size()) {
      throw new UserFailure(
          TrackingError.TRACKING_NOT_FOUND,
          "One of the runs that are to be compared is none of a pipeline.",
          "Choose runs in the list of runs.");
    }
    return new Compared(found, models.all());
  }

  private static UserFailure busy() {
    return new UserFailure(
        WebsiteError.WEBSITE_BUSY,
        "Another comparison is being made.",
        "Wait: this page comes by itself when it is its turn.");
  }
}
