package org.wavetrain.website;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.report.Silence;
import org.wavetrain.report.Wording;
import org.wavetrain.tracking.RunSummary;

/**
 * A stage of a run.
 *
 * @param stage its name in the pipeline
 * @param name what its run is called, which tells shards apart
 * @param state such as {@code cached}, {@code running} or {@code to come}
 * @param took empty if it was found, and while it goes on
 * @param since when it would have begun if it had never stood still, as a time of HTML; empty if it
 *     does not go on
 * @param figures what it has logged last, in words
 * @param key of what it makes or found, shortened
 * @param problem what of it cannot be read, as a sentence; usually empty
 */
record StageRow(
    String stage,
    String name,
    String state,
    boolean running,
    String took,
    String since,
    String figures,
    String key,
    String problem) {
  private static final String MINUTES_LEFT = "minutes_left";

  /** What tells how a training goes, in the order in which it is read. */
  private static final List<String> SHOWN =
      List.of("loss", "validation_loss", "validation_wer", "validation_accuracy");

  static StageRow cached(String name, ArtifactKey key) {
    return new StageRow(name, name, "cached", false, "", "", "", shortened(key.toString()), "");
  }

  /** Of a stage whose turn is still to come. */
  static StageRow awaited(String name) {
    return new StageRow(name, name, "to come", false, "", "", "", "", "");
  }

  static StageRow of(RunSummary stage, Instant now) {
    boolean running = stage.isUnderWay();
    Optional<Instant> silentSince = Silence.since(stage, now);
    String key = stage.tags().getOrDefault(ArtifactKey.TAG, "");
    return new StageRow(
        name(stage),
        stage.name(),
        stage.status().name().toLowerCase(Locale.ROOT),
        running,
        stage
            .took()
            .or(() -> silentSince.map(stage::workedUntil))
            .map(Wording::duration)
            .orElse(""),
        running && silentSince.isEmpty() ? stage.workingSince().toString() : "",
        figures(stage.metrics(), running && silentSince.isEmpty()),
        shortened(key),
        key.isEmpty() || artifact(stage).isPresent()
            ? ""
            : "Its tag %s is \"%s\", which is no key of an artifact."
                .formatted(ArtifactKey.TAG, key));
  }

  /** The key of what the run of a stage makes, if its tag tells. */
  static Optional<ArtifactKey> artifact(RunSummary stage) {
    return Optional.ofNullable(stage.tags().get(ArtifactKey.TAG)).flatMap(ArtifactKey::parseIfKey);
  }

  /** Its name in the pipeline. */
  static String name(RunSummary stage) {
    return stage.tags().getOrDefault(StageTags.STAGE, stage.name());
  }

  private static String figures(Map<String, Double> metrics, boolean running) {
    List<String> words = new ArrayList<>();
    for (String name : SHOWN) {
      if (metrics.containsKey(name)) {
        words.add(name.replace('_', ' ') + " " + Wording.figure(metrics.get(name)));
      }
    }
    long seconds = Math.round(60 * metrics.getOrDefault(MINUTES_LEFT, 0.0));
    if (running && seconds > 0) {
      words.add("about " + Wording.duration(Duration.ofSeconds(seconds)) + " left");
    }
    return String.join(", ", words);
  }

  private static String shortened(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, Math.min(key.length(), slash + 13));
  }
}
