package org.wavetrain.augment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.ShardableStage;
import org.wavetrain.stage.StageContext;

/**
 * Makes changed copies of the training utterances. The artifact is a corpus that holds the copies
 * alone; each says what it was made from and how.
 */
public final class AugmentStage implements ShardableStage {
  static final String CORPUS = "corpus";
  static final String COPIES = "copies";
  static final String TRANSCRIBED_ONLY = "transcribed_only";

  @Override
  public StageDescriptor descriptor() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(Parameter.integer(COPIES, 1, 1, 100, "Copies of each utterance."));
    parameters.add(
        Parameter.flag(
            TRANSCRIBED_ONLY,
            true,
            "Whether utterances without a text are left out: classes such as emotions hang on the"
                + " pitch and loudness that effects change."));
    for (EffectKind kind : EffectKind.values()) {
      parameters.addAll(kind.parameters());
    }
    return new StageDescriptor(
        "augment",
        "3",
        "Makes copies of training utterances with noise, other pitch, length, speed and loudness.",
        List.of(new InputPort(CORPUS, List.of("ingest"), true, false)),
        parameters,
        1024,
        true);
  }

  @Override
  public List<ParameterProblem> contradictions(PlannedStage stage, Pipeline pipeline) {
    Parameters parameters = stage.parameters();
    List<ParameterProblem> ranges =
        Stream.of(EffectKind.values())
            .map(EffectKind::rangeName)
            .flatMap(name -> ParameterProblem.of(() -> Range.of(parameters, name), name).stream())
            .toList();
    if (!ranges.isEmpty()) {
      return ranges;
    }
    List<String> probabilities =
        Stream.of(EffectKind.values()).map(EffectKind::probabilityName).toList();
    return ParameterProblem.of(() -> new EffectPlan(parameters, 0), probabilities).stream()
        .toList();
  }

  @Override
  public void run(StageContext context) throws Exception {
    CorpusAugmentation.run(context, Shard.WHOLE, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public void runShard(StageContext context, Shard shard) throws Exception {
    CorpusAugmentation.run(context, shard, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public void merge(StageContext context, List<ArtifactReader> shards) throws Exception {
    new MergedCopies(context).write(shards);
  }

  @Override
  public Duration roughEstimate(Parameters parameters) {
    return Duration.ofSeconds(15 * parameters.integer(COPIES));
  }
}
