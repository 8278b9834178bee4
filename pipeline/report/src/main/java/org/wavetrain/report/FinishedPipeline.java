package org.wavetrain.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.definition.Source;

/**
 * A run of a pipeline that went through, as its report shows it.
 *
 * @param name the pipeline's name, which is also the name of its experiment
 * @param finished when it was done
 * @param elapsed how long the whole run took
 * @param stages its stages in the order in which they could run
 * @param folders of the user that the stages read
 * @param model the version that it registered, if any
 * @param trackingPlace the server that has the runs, or the file it keeps them in
 * @param caveat what whoever reads the figures must know, as a sentence
 * @param published what others reached with the same recipe
 * @param versions what it ran with, for example {@code Java} to {@code 17.0.9}, in order
 */
public record FinishedPipeline(
    String name,
    Instant finished,
    Duration elapsed,
    List<FinishedStage> stages,
    List<Source> folders,
    Optional<RegisteredModel> model,
    String trackingPlace,
    Optional<String> caveat,
    List<PublishedResult> published,
    Map<String, String> versions) {
  public FinishedPipeline {
    stages = List.copyOf(stages);
    folders = List.copyOf(folders);
    published = List.copyOf(published);
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }
}
