package org.wavetrain.classify;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.batch.BatchSettings;
import org.wavetrain.training.loop.TrainerState;
import org.wavetrain.training.setup.ForeseenStart;
import org.wavetrain.training.setup.FreezeParameters;
import org.wavetrain.training.setup.SpecAugmentParameters;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.training.setup.TrainingCorpus;
import org.wavetrain.training.setup.TrainingData;
import org.wavetrain.training.setup.TrainingDefaults;
import org.wavetrain.training.setup.TrainingParameters;
import org.wavetrain.training.setup.TrainingRun;
import org.wavetrain.training.setup.TrainingStage;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.ClassificationHead;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.NetworkOptions;

/** Teaches a model to put utterances into classes, such as emotions. */
public final class ClassifyStage extends TrainingStage {
  private static final StageDescriptor DESCRIPTOR =
      new StageDescriptor(
          "classify",
          "8",
          "Trains a model to put utterances into classes, from a pre-trained one or from random"
              + " weights.",
          List.of(
              new InputPort(TrainingCorpus.PORT, List.of("ingest", "augment"), true, true),
              StartModel.port("pretrain", "finetune", "classify")),
          ClassifyParameters.declare(),
          3500);

  @Override
  public StageDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  protected TrainingDefaults defaults() {
    return ClassifyParameters.DEFAULTS;
  }

  @Override
  protected List<ParameterProblem> ownContradictions(Parameters parameters, ForeseenStart start) {
    return FreezeParameters.contradiction(parameters).stream().toList();
  }

  @Override
  protected void train(StageContext context, Kernels kernels)
      throws IOException, InterruptedException {
    Parameters parameters = context.parameters();
    StartModel start = StartModel.read(context);
    TrainingData data =
        TrainingCorpus.open(context)
            .read(
                new LabelledExamples(start.configuration()),
                (int) parameters.integer("evaluation_utterances"),
                parameters.number("reject_limit"));
    List<String> classes = Classes.of(data);
    Wav2Vec2Configuration configuration = configuration(start, parameters, classes);
    context.log().parameters(Map.of("classes", String.join(", ", classes)));
    BatchSettings batching =
        TrainingParameters.batches(parameters, true, start.featureExtractor().normalise());
    boolean freezeTrunk = parameters.flag("freeze_trunk");
    boolean freezeEncoder = freezeTrunk || FreezeParameters.featureEncoder(parameters);
    try (ClassificationNetwork network =
        ClassificationNetwork.create(
            configuration,
            classes.size(),
            new NetworkOptions(freezeEncoder, freezeTrunk, kernels))) {
      start.initialiseTrunk(network, context.seed());
      new StartingHead(start, configuration.classificationHead()).load(network, context);
      ClassificationObjective objective =
          new ClassificationObjective(network, classes, FreezeParameters.headOnlySteps(parameters));
      TrainingRun run = new TrainingRun(context, data, batching, ClassifyParameters.DEFAULTS);
      TrainerState state = run.train(objective);
      run.publish(
          new ModelFolder(
              configuration, network.tensors(), start.featureExtractor(), Optional.empty()),
          state);
    }
  }

  private static Wav2Vec2Configuration configuration(
      StartModel start, Parameters parameters, List<String> classes) {
    return start
        .configuration()
        .withDropouts(TrainingParameters.dropouts(parameters))
        .withSpecAugment(SpecAugmentParameters.read(parameters))
        .withClassificationHead(
            new ClassificationHead(
                (int) parameters.integer("projection_size"),
                parameters.flag("weighted_layers"),
                classes))
        .withEarlyExits(EarlyExits.NONE)
        .withArchitecture(Architecture.CLASSIFICATION);
  }
}
