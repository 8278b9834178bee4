package org.wavetrain.evaluate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.Source;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.ShardableStage;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.setup.DeviceParameter;

/**
 * Measures a transcriber, and a classifier if there is one, on speech that neither was trained on.
 * Every result is on the split named with it; nothing is chosen by the test split.
 */
public final class EvaluateStage implements ShardableStage {
  static final String BATCH_SIZE = "batch_size";
  static final String BOOTSTRAP_SAMPLES = "bootstrap_samples";

  /**
   * Measured with a base model alone: 1935 MiB with utterances of half a minute, 2456 MiB with
   * those of a minute, the longest that ingest takes unless told otherwise.
   */
  private static final long BASE_MEBIBYTES = 2500;

  private static final StageDescriptor DESCRIPTOR =
      new StageDescriptor(
          "evaluate",
          "10",
          "Measures error rates and accuracy on the test and validation splits.",
          List.of(
              new InputPort(Intake.CORPUS, List.of("ingest", InputPort.SOURCE), true, false),
              new InputPort(Intake.TRANSCRIBER, List.of("finetune", InputPort.SOURCE), true, false),
              new InputPort("classifier", List.of("classify"), false, false),
              new InputPort(
                  Decoding.LANGUAGE_MODEL,
                  List.of(InputPort.SOURCE, InputPort.FILE),
                  false,
                  false)),
          parameters(),
          1500,
          true);

  private static List<Parameter> parameters() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.integer(
            BATCH_SIZE,
            16,
            1,
            1024,
            "Most utterances that go through a network together, up to half a minute with padding;"
                + " one if it has a group norm, which padding would change."));
    parameters.add(
        Parameter.choice(
            Group.PARAMETER,
            Group.CHOICES.get(0),
            Group.CHOICES,
            "Which splits are evaluated: test, with validation beside it (held_out), one of them,"
                + " all together, or test if it has texts and else all (auto)."));
    parameters.add(
        Parameter.integer(
            BOOTSTRAP_SAMPLES,
            1000,
            100,
            100_000,
            "How often utterances are drawn anew to tell how sure error rates are."));
    parameters.addAll(ExitChoice.declare());
    parameters.addAll(Decoding.declare());
    parameters.add(DeviceParameter.declare());
    return List.copyOf(parameters);
  }

  @Override
  public StageDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public List<ParameterProblem> contradictions(PlannedStage stage, Pipeline pipeline) {
    Parameters parameters = stage.parameters();
    Optional<Path> languageModel =
        behind(Decoding.LANGUAGE_MODEL, stage).flatMap(pipeline::findSource).map(Source::path);
    Optional<ParameterProblem> unknownExit =
        ExitChoice.rule(parameters)
            .flatMap(
                rule ->
                    exits(stage, pipeline)
                        .flatMap(
                            exits ->
                                ParameterProblem.of(
                                    () -> ExitChoice.check(rule, exits), ExitChoice.EXIT)));
    return Stream.concat(
            Decoding.contradictions(parameters, languageModel).stream(), unknownExit.stream())
        .toList();
  }

  @Override
  public List<ParameterProblem> unsupportedHere(Parameters parameters) {
    return DeviceParameter.unsupported(parameters);
  }

  /** The layers that the transcriber will have exits after, if the parameters of its stage say. */
  private static Optional<List<Integer>> exits(PlannedStage stage, Pipeline pipeline) {
    return behind(Intake.TRANSCRIBER, stage)
        .flatMap(pipeline::find)
        .map(trained -> trained.parameters().integers("exits"))
        .filter(exits -> !exits.isEmpty())
        .map(exits -> exits.stream().map(Math::toIntExact).toList());
  }

  private static Optional<String> behind(String port, PlannedStage stage) {
    return stage.inputs().getOrDefault(port, List.of()).stream().findFirst();
  }

  @Override
  public void run(StageContext context) throws Exception {
    new Evaluation(context).run();
  }

  /** How large the model is, parameters do not say. */
  @Override
  public long memoryMebibytes(Parameters parameters) {
    return BASE_MEBIBYTES;
  }

  @Override
  public void runShard(StageContext context, Shard shard) throws Exception {
    new Evaluation(context).runShard(shard);
  }

  @Override
  public void merge(StageContext context, List<ArtifactReader> shards) throws Exception {
    new Evaluation(context).merge(HeardUtterances.read(shards));
  }

  @Override
  public Duration roughEstimate(Parameters parameters) {
    return Duration.ofSeconds(30);
  }
}
