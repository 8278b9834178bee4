package org.wavetrain.training.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.Source;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageContext;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;

/**
 * What is known before anything runs of the model that a training starts from: its shape, if it is
 * a folder that is there, or if another stage of the pipeline makes it whose own shape is known.
 *
 * @param connected whether there is one
 * @param kind of the stage that makes it, if one of the pipeline does
 * @param configuration its shape, if that is known
 * @param unusable why it cannot be started from, if it is a folder of which that is known
 */
public record ForeseenStart(
    boolean connected,
    Optional<String> kind,
    Optional<Wav2Vec2Configuration> configuration,
    Optional<UserFailure> unusable) {
  private static final ForeseenStart NONE =
      new ForeseenStart(false, Optional.empty(), Optional.empty(), Optional.empty());

  /** One that is there, of which nothing else is known. */
  private static final ForeseenStart UNKNOWN =
      new ForeseenStart(true, Optional.empty(), Optional.empty(), Optional.empty());

  /** Of a stage of a pipeline. */
  static ForeseenStart of(PlannedStage stage, Pipeline pipeline) {
    List<String> names = stage.inputs().getOrDefault(StartModel.PORT, List.of());
    if (names.isEmpty()) {
      return NONE;
    }
    Optional<Path> folder =
        pipeline.findSource(names.get(0)).map(Source::path).filter(Files::isDirectory);
    if (folder.isPresent()) {
      return of(folder.get());
    }
    Optional<PlannedStage> maker = pipeline.find(names.get(0));
    return new ForeseenStart(
        true,
        maker.map(PlannedStage::kind),
        maker.flatMap(before -> of(before, pipeline).shape(before.parameters())),
        Optional.empty());
  }

  private static ForeseenStart of(Path folder) {
    try {
      Wav2Vec2Configuration read = ModelFolder.read(folder).configuration();
      return new ForeseenStart(true, Optional.empty(), Optional.of(read), Optional.empty());
    } catch (UserFailure unusable) {
      return new ForeseenStart(true, Optional.empty(), Optional.empty(), Optional.of(unusable));
    }
  }

  /** Of a stage that is about to run. */
  static ForeseenStart of(StageContext context) {
    boolean connected =
        !context.sources(StartModel.PORT).isEmpty()
            || context.optionalInput(StartModel.PORT).isPresent();
    return connected ? UNKNOWN : NONE;
  }

  /**
   * Refuses parameters that no model has the shape for, or not the one to start from.
   *
   * @return the shape of the model that is trained; empty when only the one to start from tells
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT}
   */
  Optional<Wav2Vec2Configuration> requireShape(Parameters parameters) {
    if (!connected) {
      return Optional.of(ModelShape.read(parameters));
    }
    if (configuration.isPresent()) {
      return Optional.of(ModelShape.fit(parameters, configuration.get()));
    }
    if (ModelShape.namesSize(parameters)) {
      ModelShape.read(parameters);
    }
    return Optional.empty();
  }

  /** The shape of the model that is trained, as far as sound parameters tell. */
  public Optional<Wav2Vec2Configuration> shape(Parameters parameters) {
    try {
      return requireShape(parameters);
    } catch (UserFailure contradiction) {
      return Optional.empty();
    }
  }

  /** Its transformer layers, which parameters may tell without the rest. */
  public OptionalInt layers(Parameters parameters) {
    Optional<Wav2Vec2Configuration> shape = shape(parameters);
    return shape.isPresent()
        ? OptionalInt.of(shape.get().contextNetwork().layers())
        : ModelShape.layers(parameters);
  }
}
