package org.wavetrain.pretrain;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.batch.BatchSettings;
import org.wavetrain.training.loop.TrainerState;
import org.wavetrain.training.setup.ForeseenStart;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.training.setup.TrainingCorpus;
import org.wavetrain.training.setup.TrainingData;
import org.wavetrain.training.setup.TrainingDefaults;
import org.wavetrain.training.setup.TrainingParameters;
import org.wavetrain.training.setup.TrainingRun;
import org.wavetrain.training.setup.TrainingStage;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.PretrainingObjective;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;

/** Teaches a model what speech sounds like, from recordings alone. */
public final class PretrainStage extends TrainingStage {
  private static final StageDescriptor DESCRIPTOR =
      new StageDescriptor(
          "pretrain",
          "9",
          "Trains a model on recordings alone, to tell what was said in masked places.",
          List.of(
              new InputPort(TrainingCorpus.PORT, List.of("ingest", "augment"), true, true),
              StartModel.port("pretrain")),
          PretrainParameters.declare(),
          3500);

  @Override
  public StageDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  protected TrainingDefaults defaults() {
    return PretrainParameters.DEFAULTS;
  }

  @Override
  protected List<ParameterProblem> ownContradictions(Parameters parameters, ForeseenStart start) {
    return PretrainParameters.contradictions(parameters, start);
  }

  @Override
  protected void train(StageContext context, Kernels kernels)
      throws IOException, InterruptedException {
    Parameters parameters = context.parameters();
    StartModel start = StartModel.read(context);
    Wav2Vec2Configuration configuration =
        start
            .configuration()
            .withDropouts(TrainingParameters.dropouts(parameters))
            .withSpecAugment(PretrainParameters.masking(parameters))
            .withQuantizer(
                PretrainParameters.quantizer(start.configuration().quantizer(), parameters))
            .withEarlyExits(EarlyExits.NONE)
            .withArchitecture(Architecture.PRETRAINING);
    PretrainingObjective formulas = PretrainParameters.objective(parameters);
    int shortest = PretrainParameters.shortest(parameters, configuration.featureEncoder());
    TrainingData data =
        TrainingCorpus.open(context)
            .read(
                new UnlabelledExamples(shortest),
                (int) parameters.integer("evaluation_utterances"),
                parameters.number("reject_limit"));
    BatchSettings batching =
        TrainingParameters.batches(parameters, true, start.featureExtractor().normalise());
    double featureGradientScale = parameters.number("feature_gradient_scale");
    // As in fairseq, where a feature_grad_mult of 0 runs the encoder without gradients.
    boolean freeze = featureGradientScale == 0;
    try (PretrainingNetwork network =
        PretrainingNetwork.create(
            configuration, formulas, new NetworkOptions(freeze, false, kernels))) {
      start.initialise(network, context.seed());
      TrainingRun run = new TrainingRun(context, data, batching, PretrainParameters.DEFAULTS);
      ContrastiveObjective objective =
          new ContrastiveObjective(
              network,
              PretrainParameters.temperature(parameters),
              featureGradientScale,
              new CodebookWatch(
                  configuration.quantizer().groups(), run.settings().schedule().warmupSteps()),
              context.seed());
      TrainerState state = run.train(objective);
      run.publish(
          new ModelFolder(
              configuration, network.tensors(), start.featureExtractor(), Optional.empty()),
          state);
    }
  }
}
