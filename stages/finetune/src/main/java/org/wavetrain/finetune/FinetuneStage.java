package org.wavetrain.finetune;

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
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** Teaches a model to transcribe, with CTC, from pre-trained weights or from none. */
public final class FinetuneStage extends TrainingStage {
  private static final StageDescriptor DESCRIPTOR =
      new StageDescriptor(
          "finetune",
          "9",
          "Trains a model to transcribe, from a pre-trained one or from random weights.",
          List.of(
              new InputPort(TrainingCorpus.PORT, List.of("ingest", "augment"), true, true),
              StartModel.port(VocabularyChoice.PRETRAINING, "finetune")),
          FinetuneParameters.declare(),
          3500);

  @Override
  public StageDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  protected TrainingDefaults defaults() {
    return FinetuneParameters.DEFAULTS;
  }

  @Override
  protected List<ParameterProblem> ownContradictions(Parameters parameters, ForeseenStart start) {
    return FinetuneParameters.contradictions(parameters, start);
  }

  @Override
  protected void train(StageContext context, Kernels kernels)
      throws IOException, InterruptedException {
    Parameters parameters = context.parameters();
    TrainingCorpus corpus = TrainingCorpus.open(context);
    StartModel start = StartModel.read(context);
    Vocabulary vocabulary = VocabularyChoice.of(parameters, corpus.alphabet(), start);
    CtcOptions exits =
        FinetuneParameters.exits(parameters, start.configuration().contextNetwork().layers());
    Wav2Vec2Configuration configuration = configuration(start, parameters, vocabulary, exits);
    TrainingData data =
        corpus.read(
            new TranscribedExamples(
                configuration, vocabulary, TrainingParameters.maximumSamples(parameters)),
            (int) parameters.integer("evaluation_utterances"),
            parameters.number("reject_limit"));
    context.log().parameters(Map.of("vocabulary_size", Integer.toString(vocabulary.size())));
    BatchSettings batching =
        TrainingParameters.batches(parameters, false, start.featureExtractor().normalise());
    boolean freeze = FreezeParameters.featureEncoder(parameters);
    try (CtcNetwork network =
        CtcNetwork.create(configuration, exits, new NetworkOptions(freeze, false, kernels))) {
      start.initialiseTrunk(network, context.seed());
      new StartingHeads(start, vocabulary).load(network, context);
      CtcObjective objective =
          new CtcObjective(
              network,
              exits.exits(),
              vocabulary,
              FinetuneParameters.bestMetric(parameters),
              FreezeParameters.headOnlySteps(parameters));
      TrainingRun run = new TrainingRun(context, data, batching, FinetuneParameters.DEFAULTS);
      TrainerState state = run.train(objective);
      run.publish(
          new ModelFolder(
              configuration, network.tensors(), start.featureExtractor(), Optional.of(vocabulary)),
          state);
    }
  }

  private static Wav2Vec2Configuration configuration(
      StartModel start, Parameters parameters, Vocabulary vocabulary, CtcOptions exits) {
    EarlyExits earlyExits =
        exits.exits().size() > 1
            ? new EarlyExits(exits.exits(), exits.sharedHead())
            : EarlyExits.NONE;
    return start
        .configuration()
        .withDropouts(TrainingParameters.dropouts(parameters))
        .withSpecAugment(SpecAugmentParameters.read(parameters))
        .withCtcHead(new CtcHead(vocabulary.size(), vocabulary.blank(), LossReduction.MEAN, true))
        .withEarlyExits(earlyExits)
        .withArchitecture(Architecture.CTC);
  }
}
