package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.decoding.ArpaFile;
import org.wavetrain.decoding.ArpaReader;
import org.wavetrain.decoding.BeamSettings;
import org.wavetrain.decoding.LanguageModelWeights;
import org.wavetrain.decoding.WeightedLanguageModel;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.TextDecoder;
import picocli.CommandLine.Option;

/** The options that say how texts are found in a model's scores. */
final class DecodingOptions {
  /** How texts are found. */
  enum Decoder {
    GREEDY,
    BEAM
  }

  private static final int WIDEST = 100_000;

  @Option(
      names = "--decoder",
      description = "greedy (the default) or beam, which a language model implies.")
  private Decoder decoder;

  @Option(
      names = "--beam-width",
      paramLabel = "N",
      description = "Most beams kept in a frame (default: 100).")
  private Integer beamWidth;

  @Option(
      names = "--language-model",
      paramLabel = "PATH",
      description = "An ARPA file, plain or .gz, or a folder that holds one.")
  private Path languageModel;

  @Option(
      names = "--alpha",
      paramLabel = "X",
      description = "Weight of the language model's probabilities (default: 0.5).")
  private Double alpha;

  @Option(
      names = "--beta",
      paramLabel = "X",
      description = "What each word adds, with a language model (default: 1.5).")
  private Double beta;

  /**
   * The decoder that is meant, with its language model in memory.
   *
   * @throws UserFailure {@code COMMAND_LINE_INVALID}, {@code LANGUAGE_MODEL_UNREADABLE}, {@code
   *     LANGUAGE_MODEL_MALFORMED}
   */
  TextDecoder decoder() throws IOException {
    boolean beam = decoder == Decoder.BEAM || decoder == null && languageModel != null;
    require(
        beam || languageModel == null,
        "--language-model %s has no meaning with the decoder greedy.".formatted(languageModel),
        "Write --decoder beam, or leave --language-model out.");
    require(
        beam || beamWidth == null,
        "--beam-width %s has no meaning with the decoder greedy.".formatted(beamWidth),
        "Add --decoder beam, or leave --beam-width out.");
    require(
        beamWidth == null || beamWidth >= 1 && beamWidth <= WIDEST,
        "--beam-width is %s, which is not from 1 to %d.".formatted(beamWidth, WIDEST),
        "Give a number in this range, or leave it out.");
    requireLanguageModel("--alpha", alpha);
    requireLanguageModel("--beta", beta);
    require(
        alpha == null || alpha >= 0 && alpha <= 100,
        "--alpha is %s, which is not from 0 to 100.".formatted(alpha),
        "Give a number in this range, or leave it out.");
    require(
        beta == null || Math.abs(beta) <= 100,
        "--beta is %s, which is not from -100 to 100.".formatted(beta),
        "Give a number in this range, or leave it out.");
    return beam ? new TextDecoder.Beam(settings(), languageModel()) : new TextDecoder.Greedy();
  }

  private void requireLanguageModel(String option, Double value) {
    require(
        value == null || languageModel != null,
        "%s %s has no meaning without a language model.".formatted(option, value),
        "Name one with --language-model, or leave %s out.".formatted(option));
  }

  private static void require(boolean condition, String sentence, String remedy) {
    if (!condition) {
      throw new UserFailure(CommandError.COMMAND_LINE_INVALID, sentence, remedy);
    }
  }

  private BeamSettings settings() {
    BeamSettings usual = BeamSettings.DEFAULT;
    return new BeamSettings(
        beamWidth == null ? usual.width() : beamWidth,
        usual.pruneLogProbability(),
        usual.tokenMinimumLogProbability());
  }

  private Optional<WeightedLanguageModel> languageModel() throws IOException {
    if (languageModel == null) {
      return Optional.empty();
    }
    LanguageModelWeights usual = LanguageModelWeights.DEFAULT;
    LanguageModelWeights weights =
        new LanguageModelWeights(
            alpha == null ? usual.alpha() : alpha,
            beta == null ? usual.beta() : beta,
            usual.unknownOffset(),
            usual.scoreBoundary());
    return Optional.of(
        new WeightedLanguageModel(ArpaReader.read(ArpaFile.of(languageModel)), weights));
  }
}
