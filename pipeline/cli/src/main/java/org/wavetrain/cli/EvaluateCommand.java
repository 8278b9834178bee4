package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.definition.Overrides;
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
      "Of a corpus that has a test split, that is used, otherwise all of it."
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
    Path folder = results.toAbsolutePath().normalize();
    requireEmpty(folder);
    Path given = model.toAbsolutePath().normalize();
    Path modelFolder = ArtifactFolder.holding("config.json", given).orElse(given);
    Optional<Vocabulary> vocabulary = ModelFolder.read(modelFolder).vocabulary();
    new PipelineCommand(console, options).run(new Evaluation(modelFolder, vocabulary, folder));
    return ExitCode.DONE.code();
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> contents =
          Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
        if (contents.findAny().isPresent()) {
          throw new UserFailure(
              CommandError.OUTPUT_FOLDER_IN_USE,
              "The results are to go to %s, which is there and not an empty folder."
                  .formatted(folder),
              "Name a folder that does not exist yet, or an empty one.");
        }
      }
    }
  }

  /** A pipeline of its own, whose evaluation is copied to where it is wanted. */
  private final class Evaluation implements PipelineCommand.Preparation {
    private final Path modelFolder;
    private final Optional<Vocabulary> vocabulary;
    private final Path folder;

    Evaluation(Path modelFolder, Optional<Vocabulary> vocabulary, Path folder) {
      this.modelFolder = modelFolder;
      this.vocabulary = vocabulary;
      this.folder = folder;
    }

    @Override
    public Pipeline read(StageKinds kinds) throws IOException {
      EvaluationPipeline pipeline =
          EvaluationPipeline.of(
              modelFolder, vocabulary, corpus, layout, evaluating.languageModel());
      Path file = Files.createTempFile("evaluate", ".yaml");
      try {
        Files.writeString(file, pipeline.yaml());
        Overrides given = options.overrides();
        return new Definitions(options.home().path(), kinds)
            .toRun(
                file,
                new Overrides(
                    Stream.concat(evaluating.parameters().stream(), given.parameters().stream())
                        .toList(),
                    given.sources()));
      } finally {
        Files.delete(file);
      }
    }

    @Override
    public String finish(Pipeline pipeline, CompletedRun run, Services services)
        throws IOException {
      Optional<ArtifactKey> key = RunProducts.of(pipeline, run.result()).evaluation();
      if (key.isEmpty()) {
        return "";
      }
      Files.createDirectories(folder);
      services.store().open(key.get()).download("", folder);
      Files.copy(run.report(), folder.resolve("report.html"), StandardCopyOption.REPLACE_EXISTING);
      return "results    %s%n".formatted(folder);
    }
  }
}
