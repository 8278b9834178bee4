package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.corpus.layout.CorpusLayouts;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.ParameterOverride;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.text.Vocabulary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures any model on any recordings, by a pipeline of ingest and evaluate made for them. */
@Command(
    name = "evaluate",
    description = {
      "Measures the error rates of a model that transcribes on a folder of recordings with texts.",
      "Of a corpus that has a test split, that is used, otherwise all of it.",
      "For example: wavetrain evaluate my-export recordings results --exit entropy=0.02"
    },
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description =
          "Folder of a model: an export or a checkpoint of Wavetrain, or any Hugging Face"
              + " Wav2Vec2ForCTC with safetensors.")
  private Path model;

  @Parameters(
      index = "1",
      paramLabel = "CORPUS",
      description = "Folder of recordings in a known layout, or of a corpus artifact's files.")
  private Path corpus;

  @Parameters(
      index = "2",
      paramLabel = "OUTDIR",
      description = "Folder for the results; made if it is not there, empty if it is.")
  private Path results;

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "Layout of CORPUS (default: recognised).")
  private String layout;

  @Mixin private EvaluateOptions evaluating;
  @Mixin private RunOptions options;

  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (OutputFolder output = OutputFolder.take(results.toAbsolutePath().normalize())) {
      Path given = model.toAbsolutePath().normalize();
      Path modelFolder = ArtifactFolder.holding("config.json", given).orElse(given);
      Optional<Vocabulary> vocabulary = ModelFolder.read(modelFolder).vocabulary();
      new PipelineCommand(console, options).run(new Evaluation(modelFolder, vocabulary, output));
    }
    return ExitCode.DONE.code();
  }

  /** A pipeline of its own, whose evaluation is copied to where it is wanted. */
  private final class Evaluation implements PipelineCommand.Preparation {
    private final Path modelFolder;
    private final Optional<Vocabulary> vocabulary;
    private final OutputFolder output;

    Evaluation(Path modelFolder, Optional<Vocabulary> vocabulary, OutputFolder output) {
      this.modelFolder = modelFolder;
      this.vocabulary = vocabulary;
      this.output = output;
    }

    @Override
    public Pipeline read(StageKinds kinds) throws IOException {
      requireSources();
      Overrides given = options.overrides();
      List<ParameterOverride> parameters = new ArrayList<>();
      parameters.addAll(evaluating.parameters(given.parameters()));
      parameters.addAll(given.parameters());
      EvaluationPipeline pipeline =
          EvaluationPipeline.of(
              modelFolder, vocabulary, corpus, layout, evaluating.languageModel());
      Path file = Files.createTempFile("evaluate", ".yaml");
      try {
        Files.writeString(file, pipeline.yaml());
        return new Definitions(options.home().path(), kinds)
            .toRun(
                file,
                new Overrides(parameters, given.sources(), given.variant(), given.date()),
                options.selection().selection());
      } finally {
        Files.delete(file);
      }
    }

    /** Names what was given, rather than a place in a pipeline file that nobody wrote. */
    private void requireSources() throws IOException {
      Path folder = corpus.toAbsolutePath().normalize();
      if (ArtifactFolder.holding(EvaluationPipeline.CORPUS_FILE, folder).isEmpty()) {
        CorpusLayouts.of(folder, layout);
      }
      evaluating
          .languageModel()
          .filter(path -> !Files.exists(path))
          .ifPresent(
              path -> {
                throw new UserFailure(
                    CommandError.COMMAND_LINE_INVALID,
                    "--language-model is " + path + ", which does not exist.",
                    "Give the path of an ARPA file, or of a folder that holds one.");
              });
    }

    @Override
    public String finish(Pipeline pipeline, CompletedRun run, Services services)
        throws IOException {
      Optional<ArtifactKey> key = RunProducts.of(pipeline, run.result()).evaluation();
      if (key.isEmpty()) {
        return "";
      }
      services.store().open(key.get()).download("", output.draft());
      Files.copy(
          run.report(), output.draft().resolve("report.html"), StandardCopyOption.REPLACE_EXISTING);
      output.publish();
      return "results    %s%n".formatted(output.folder());
    }
  }
}
