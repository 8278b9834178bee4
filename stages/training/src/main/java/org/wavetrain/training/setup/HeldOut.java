package org.wavetrain.training.setup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wavetrain.training.batch.Example;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Training recordings parted into those to train on and those to validate with, for a corpus that
 * has no validation split. An original and its augmented copies stay on one side, or validation
 * would be on what was trained on.
 */
record HeldOut(List<Example> training, List<Example> validation) {
  /** One original in so many is held out. */
  private static final int ONE_IN = 20;

  /** A draw that is the same in every run; of a single original both sides get all. */
  static HeldOut draw(List<Recording> recordings) {
    String[] originals =
        recordings.stream().map(Recording::original).distinct().toArray(String[]::new);
    if (originals.length < 2) {
      List<Example> all = recordings.stream().map(Recording::example).toList();
      return new HeldOut(all, all);
    }
    int[] order = new int[originals.length];
    for (int index = 0; index < order.length; index++) {
      order[index] = index;
    }
    new StepRandom(0, 0).stream("validation", "held_out").shuffle(order);
    Set<String> drawn = new HashSet<>();
    for (int index = 0; index < (originals.length + ONE_IN - 1) / ONE_IN; index++) {
      drawn.add(originals[order[index]]);
    }
    List<Example> training = new ArrayList<>();
    List<Example> validation = new ArrayList<>();
    for (Recording recording : recordings) {
      (drawn.contains(recording.original()) ? validation : training).add(recording.example());
    }
    return new HeldOut(training, validation);
  }
}
