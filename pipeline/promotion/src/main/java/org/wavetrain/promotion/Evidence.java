package org.wavetrain.promotion;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.evaluation.EvaluatedUtterance;

/**
 * What is known of a version.
 *
 * @param version its number, counted from 1
 * @param metrics its evaluation's figures, by name
 * @param testSet the digest of the corpus that it was measured on
 * @param utterances what it made of each; empty if its evaluation is gone
 * @param export the exported model
 * @param parityDifference the greatest difference between the exported model's scores and those of
 *     the trained one
 * @param largestFileBytes the size of the export's largest file
 */
public record Evidence(
    int version,
    Map<String, Double> metrics,
    Optional<String> testSet,
    List<EvaluatedUtterance> utterances,
    ArtifactKey export,
    Optional<Double> parityDifference,
    Optional<Long> largestFileBytes) {
  public Evidence {
    metrics = Map.copyOf(metrics);
    utterances = List.copyOf(utterances);
  }
}
