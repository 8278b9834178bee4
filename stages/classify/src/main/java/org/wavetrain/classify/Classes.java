package org.wavetrain.classify;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.training.setup.TrainingData;

/**
 * The classes that there is something to learn of: those of the training split. One of the test
 * split alone would be an output that nobody trained.
 */
final class Classes {
  private Classes() {}

  /**
   * The classes, sorted.
   *
   * @throws UserFailure {@code TRAINING_CLASSES_MISSING} when there are fewer than two, or
   *     validation has others
   */
  static List<String> of(TrainingData data) {
    SortedSet<String> classes = labels(data.training());
    SortedSet<String> validated = labels(data.validation());
    if (data.heldOut()) {
      // These are training utterances too.
      classes.addAll(validated);
    }
    if (classes.size() < 2) {
      throw missing(
          "All training utterances with a label have the same one: " + classes.first() + ".",
          "Add recordings of at least one more class.");
    }
    validated.removeAll(classes);
    if (!validated.isEmpty()) {
      throw missing(
          "The validation split has utterances of %s, the training split has none."
              .formatted(String.join(", ", validated)),
          "Add recordings of that class by other speakers, or take it out of the corpus.");
    }
    return List.copyOf(classes);
  }

  private static SortedSet<String> labels(List<Example> examples) {
    return examples.stream().map(Example::reference).collect(Collectors.toCollection(TreeSet::new));
  }

  private static UserFailure missing(String sentence, String remedy) {
    return new UserFailure(TrainingError.TRAINING_CLASSES_MISSING, sentence, remedy);
  }
}
