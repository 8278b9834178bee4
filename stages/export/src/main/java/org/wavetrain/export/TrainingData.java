package org.wavetrain.export;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;

/**
 * What a model card says of what each stage was trained on, besides the corpus that it tests on.
 */
record TrainingData(Lineage lineage) {
  private static final String COPIES = "augment";

  /** Markdown. */
  String text() throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> stages = lineage.stagesOn(lineage.corpus());
    if (!stages.isEmpty()) {
      text.append("\nThe training split was read by %s.\n".formatted(listed(stages)));
    }
    for (ArtifactReader further : lineage.furtherCorpora()) {
      text.append(
          further.manifest().key().stage().equals(COPIES) ? copies(further) : corpus(further));
    }
    for (ArtifactReader training : lineage.trainings()) {
      List<Sha256> unknown = lineage.unknown(training);
      if (!unknown.isEmpty()) {
        text.append(
            "\nBesides, %s read what this card cannot tell of, with the content %s.\n"
                .formatted(
                    listed(List.of(training.manifest().key().stage())),
                    listed(unknown.stream().map(Sha256::abbreviated).toList())));
      }
    }
    return text.toString();
  }

  private String copies(ArtifactReader augmented) throws IOException {
    CorpusReader copies = CorpusReader.open(augmented);
    SplitSummary size = copies.summary().split(Split.TRAIN);
    Map<String, Integer> effects = new TreeMap<>();
    copies.forEachDescription(
        utterance ->
            utterance
                .augmentation()
                .ifPresent(
                    made ->
                        made.transformations().stream()
                            .map(TrainingData::effect)
                            .distinct()
                            .forEach(effect -> effects.merge(effect, 1, Integer::sum))));
    return String.format(
        Locale.ROOT,
        "\nChanged copies of training recordings were read by %s as well: %,d copies, %.2f hours,"
            + " %s. The settings of `%s` below say how strongly.\n",
        listed(lineage.stagesOn(augmented)),
        size.utterances(),
        size.seconds() / 3600,
        effects.entrySet().stream()
            .map(
                effect ->
                    String.format(Locale.ROOT, "%s in %,d", effect.getKey(), effect.getValue()))
            .collect(Collectors.joining(", ")),
        COPIES);
  }

  /** The kind of a change that is told as {@code pink noise 14.2 dB} or {@code speed 1.050}. */
  private static String effect(String transformation) {
    String[] words = transformation.split(" ");
    return switch (words[0]) {
      case "white", "pink" -> "noise";
      case "pitch" -> "another pitch";
      case "stretch" -> "another length";
      case "speed" -> "another speed";
      case "gain" -> "another loudness";
      case "limited" -> "less loudness, not to be clipped,";
      default -> words[0];
    };
  }

  private String corpus(ArtifactReader further) throws IOException {
    return "\nAnother corpus was read by %s:\n\n%s"
        .formatted(listed(lineage.stagesOn(further)), CorpusDescription.read(further).text());
  }

  private static String listed(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }
}
