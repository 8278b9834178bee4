package org.wavetrain.training.setup;

import java.util.List;
import org.wavetrain.training.batch.Example;

/**
 * What a stage trains on.
 *
 * @param training at least one utterance
 * @param validation at least one utterance
 * @param heldOut whether validation was held out of training, since there is no validation split
 * @param setAside what was left out
 */
public record TrainingData(
    List<Example> training, List<Example> validation, boolean heldOut, SetAside setAside) {
  public TrainingData {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
  }
}
