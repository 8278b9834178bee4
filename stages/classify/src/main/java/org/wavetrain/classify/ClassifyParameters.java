package org.wavetrain.classify;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.definition.Parameter;
import org.wavetrain.training.setup.FreezeParameters;
import org.wavetrain.training.setup.ModelShape;
import org.wavetrain.training.setup.SpecAugmentParameters;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.training.setup.TrainingDefaults;
import org.wavetrain.training.setup.TrainingParameters;

/** The parameters of training a classifier. */
final class ClassifyParameters {
  /**
   * Padding gives short recordings away, and a batch of one length holds few classes: an update is
   * the mean over several batches of different lengths.
   */
  static final TrainingDefaults DEFAULTS = new TrainingDefaults(600, 5e-4, 60, 10, 4, 4);

  private ClassifyParameters() {}

  static List<Parameter> declare() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.addAll(ModelShape.declare());
    parameters.addAll(TrainingParameters.declare(DEFAULTS));
    parameters.addAll(SpecAugmentParameters.declare());
    parameters.add(StartModel.declareNewHead());
    parameters.add(
        Parameter.flag(
            "freeze_trunk", false, "Whether everything but the head keeps its weights."));
    parameters.addAll(FreezeParameters.declare());
    parameters.add(
        Parameter.integer(
            "projection_size", 256, 1, 65_536, "Width to which frames are projected."));
    parameters.add(
        Parameter.flag(
            "weighted_layers",
            false,
            "Whether the head reads a learned mixture of all layers and not the last one."));
    return List.copyOf(parameters);
  }
}
