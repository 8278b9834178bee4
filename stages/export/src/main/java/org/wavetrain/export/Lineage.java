package org.wavetrain.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.training.setup.TrainingCorpus;
import org.wavetrain.training.setup.TrainingStart;

/**
 * What the models were trained on and from, as far as the export was given it. What is not behind
 * them by its content is not in it.
 *
 * @param corpus that they were tested on
 * @param furtherCorpora what else one of them was trained on
 * @param trainings in the order in which they were done
 * @param pretrained the first of these, if it is not that of the transcriber
 */
record Lineage(
    ArtifactReader corpus,
    List<ArtifactReader> furtherCorpora,
    List<ArtifactReader> trainings,
    Optional<ArtifactReader> pretrained) {
  Lineage {
    furtherCorpora = List.copyOf(furtherCorpora);
    trainings = List.copyOf(trainings);
  }

  static Lineage of(CardInputs inputs) throws IOException {
    TrainingStart start = TrainingStart.read(inputs.trained());
    Optional<ArtifactReader> pretrained =
        inputs
            .start()
            .filter(
                given ->
                    start instanceof TrainingStart.Trained parent
                        && parent.content().equals(content(given)));
    List<ArtifactReader> trainings = new ArrayList<>(pretrained.stream().toList());
    trainings.add(inputs.trained());
    inputs.trainedClassifier().ifPresent(trainings::add);
    return new Lineage(
        inputs.corpus(),
        inputs.furtherCorpora().stream()
            .filter(further -> !stagesOn(further, trainings).isEmpty())
            .toList(),
        trainings,
        pretrained);
  }

  /** What the first of the trainings started from. */
  TrainingStart origin() throws IOException {
    return TrainingStart.read(trainings.get(0));
  }

  /** The stages that trained on a corpus. */
  List<String> stagesOn(ArtifactReader someCorpus) {
    return stagesOn(someCorpus, trainings);
  }

  private static List<String> stagesOn(ArtifactReader corpus, List<ArtifactReader> trainings) {
    return trainings.stream()
        .filter(training -> corpora(training).contains(content(corpus)))
        .map(training -> training.manifest().key().stage())
        .toList();
  }

  /** What a stage was trained on that the export was not given. */
  List<Sha256> unknown(ArtifactReader training) {
    List<Sha256> known = new ArrayList<>(List.of(content(corpus)));
    furtherCorpora.forEach(further -> known.add(content(further)));
    return corpora(training).stream().filter(content -> !known.contains(content)).toList();
  }

  private static List<Sha256> corpora(ArtifactReader training) {
    return training.manifest().inputs().getOrDefault(TrainingCorpus.PORT, List.of());
  }

  private static Sha256 content(ArtifactReader artifact) {
    return artifact.manifest().contentDigest();
  }
}
