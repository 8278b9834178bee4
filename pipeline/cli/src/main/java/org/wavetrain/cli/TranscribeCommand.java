package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.audio.AudioRejected;
import org.wavetrain.audio.Pcm;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.recognition.OnnxTranscriber;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.wav2vec2.model.ExitRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Transcribes audio files with a trained model. */
@Command(
    name = "transcribe",
    description = "Prints what is said in audio files, by the champion of a registered model.",
    mixinStandardHelpOptions = true)
final class TranscribeCommand implements Callable<Integer> {
  /** The model that the quickstart recipe registers. */
  static final String DEFAULT_MODEL = "quickstart";

  /** One run of the model takes memory that grows with the square of the length. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Anything that FFmpeg reads, of at most three minutes.")
  private List<Path> files;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Folder of an exported model to use in place of the champion.")
  private Path model;

  @Option(
      names = "--registered",
      paramLabel = "NAME",
      defaultValue = DEFAULT_MODEL,
      description = "Name of the registered model (default: ${DEFAULT-VALUE}).")
  private String registered;

  @Mixin private ExitOption exit;
  @Mixin private HomeOption home;

  TranscribeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Optional<ExitRule> rule = exit.parsed();
    boolean known = Files.isDirectory(home.path());
    if (known) {
      LogFile.open(home.path());
    } else if (model == null) {
      throw noChampion();
    }
    AudioDecoder decoder = new AudioDecoder(LONGEST);
    List<UserFailure> failures = new ArrayList<>();
    Path folder = model == null ? champion() : model.toAbsolutePath();
    try (OnnxTranscriber transcriber =
        rule.isPresent()
            ? OnnxTranscriber.open(folder, rule.get())
            : OnnxTranscriber.open(folder)) {
      for (Path file : files) {
        transcribe(file, decoder, transcriber, rule).ifPresent(failures::add);
      }
    }
    if (files.size() == 1 && !failures.isEmpty()) {
      throw failures.get(0);
    }
    failures.forEach(new FailureReport(console.error())::print);
    return failures.isEmpty() ? ExitCode.DONE.code() : ExitCode.USER_FAILURE.code();
  }

  /** Prints what a file says; one that cannot be read does not keep the others from it. */
  private Optional<UserFailure> transcribe(
      Path file, AudioDecoder decoder, OnnxTranscriber transcriber, Optional<ExitRule> rule) {
    try {
      float[] samples = samples(decoder, file);
      String text =
          rule.isPresent()
              ? transcriber.transcribe(samples, rule.get())
              : transcriber.transcribe(samples);
      console.out().println(files.size() == 1 ? text : file + "\t" + text);
      return Optional.empty();
    } catch (UserFailure failure) {
      return Optional.of(failure);
    }
  }

  private static float[] samples(AudioDecoder decoder, Path file) {
    try {
      return Pcm.toFloat(decoder.decode(file).samples());
    } catch (AudioRejected rejected) {
      throw new UserFailure(
          rejected.problem(),
          "%s cannot be transcribed: %s".formatted(file, rejected.getMessage()),
          "Give a sound recording of 25 ms to %s minutes.".formatted(LONGEST.toMinutes()),
          rejected);
    }
  }

  /** The exported model in service. */
  private Path champion() throws IOException {
    try (Services services = Services.open(home.path())) {
      ModelVersion champion =
          services
              .tracking()
              .registry()
              .byAlias(registered, Promotion.CHAMPION)
              .orElseThrow(this::noChampion);
      String key = champion.tags().get(Promotion.KEY_TAG);
      if (key == null) {
        throw noChampion();
      }
      return new ExportFolders(home.path(), services.store()).fetch(ArtifactKey.parse(key));
    }
  }

  private UserFailure noChampion() {
    return new UserFailure(
        CommandError.MODEL_MISSING,
        "The registered model %s of %s has no champion.".formatted(registered, home.path()),
        "Run `wavetrain quickstart` first, name another model with --registered, or give the folder"
            + " of an exported model with --model.");
  }
}
