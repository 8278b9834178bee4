package org.wavetrain.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wavetrain.decoding.ArpaFile;
import org.wavetrain.decoding.ArpaReader;
import org.wavetrain.decoding.BeamSettings;
import org.wavetrain.decoding.DecodingError;
import org.wavetrain.decoding.LanguageModelWeights;
import org.wavetrain.decoding.PrefixBeamSearch;
import org.wavetrain.decoding.WeightedLanguageModel;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.SourceFolder;
import org.wavetrain.stage.StageContext;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * How texts are found: the parameters, named as in pyctcdecode, and the decoder that they ask for.
 */
final class Decoding {
  static final String LANGUAGE_MODEL = "language_model";

  private static final String DECODER = "decoder";
  private static final String GREEDY = "greedy";
  private static final String BEAM = "beam";

  private Decoding() {}

  static List<Parameter> declare() {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        Parameter.choice(
            DECODER,
            GREEDY,
            List.of(GREEDY, BEAM),
            "Whether a text is that of the likeliest alignment (greedy) or the likeliest over all"
                + " its alignments (beam), with a language model if there is one."));
    parameters.addAll(ofBeams());
    parameters.addAll(ofLanguageModels());
    return List.copyOf(parameters);
  }

  /** What only a beam search has a use for. */
  private static List<Parameter> ofBeams() {
    BeamSettings beam = BeamSettings.DEFAULT;
    return List.of(
        Parameter.integer("beam_width", beam.width(), 1, 100_000, "Most beams kept in a frame."),
        Parameter.number(
            "beam_prune_logp",
            beam.pruneLogProbability(),
            -1000,
            0,
            "How much worse than the best a beam may be, as a natural logarithm."),
        Parameter.number(
            "token_min_logp",
            beam.tokenMinimumLogProbability(),
            -1000,
            0,
            "A token that is less likely, as a natural logarithm, is passed over in a frame."));
  }

  /** What only a beam search with a language model has a use for. */
  private static List<Parameter> ofLanguageModels() {
    LanguageModelWeights weights = LanguageModelWeights.DEFAULT;
    return List.of(
        Parameter.number(
            "alpha", weights.alpha(), 0, 100, "Weight of the language model's probabilities."),
        Parameter.number(
            "beta", weights.beta(), -100, 100, "What each word adds, with a language model."),
        Parameter.number(
            "unk_score_offset",
            weights.unknownOffset(),
            -1000,
            0,
            "What a word that the language model lacks adds to its log10 probability."),
        Parameter.flag(
            "lm_score_boundary",
            weights.scoreBoundary(),
            "Whether the language model is asked how sentences begin and end."));
  }

  /**
   * @param rows of the model's head, which need not be as many as the vocabulary has tokens
   * @throws UserFailure {@code LANGUAGE_MODEL_UNREADABLE}, {@code LANGUAGE_MODEL_MALFORMED}, {@code
   *     LANGUAGE_MODEL_UNUSED}, {@code DECODING_PARAMETER_UNUSED}
   */
  static Decoder of(StageContext context, Vocabulary vocabulary, int rows) throws IOException {
    Parameters parameters = context.parameters();
    List<SourceFolder> models = context.sources(LANGUAGE_MODEL);
    ParameterProblem.refuse(
        contradictions(parameters, models.stream().map(SourceFolder::path).findFirst()));
    if (isGreedy(parameters)) {
      return (logits, offset, frames) -> vocabulary.decodeGreedy(logits, offset, frames, rows);
    }
    Optional<WeightedLanguageModel> language = Optional.empty();
    if (!models.isEmpty()) {
      language =
          Optional.of(
              new WeightedLanguageModel(
                  ArpaReader.read(ArpaFile.of(models.get(0).path())), weights(parameters)));
    }
    BeamSettings settings =
        new BeamSettings(
            Math.toIntExact(parameters.integer("beam_width")),
            parameters.number("beam_prune_logp"),
            parameters.number("token_min_logp"));
    PrefixBeamSearch search = PrefixBeamSearch.of(vocabulary.symbols(rows), settings, language);
    return (logits, offset, frames) -> search.decode(logits, offset, frames, 1).get(0).text();
  }

  /** What is given and has no part in how texts are found. */
  static List<ParameterProblem> contradictions(
      Parameters parameters, Optional<Path> languageModel) {
    List<ParameterProblem> problems = new ArrayList<>();
    ParameterProblem.of(() -> requireUse(parameters, languageModel), DECODER)
        .ifPresent(problems::add);
    if (isGreedy(parameters)) {
      List<Parameter> all = new ArrayList<>(ofBeams());
      all.addAll(ofLanguageModels());
      problems.addAll(unused(parameters, all, "with decoder greedy", "Set decoder to beam"));
    } else if (languageModel.isEmpty()) {
      problems.addAll(
          unused(
              parameters,
              ofLanguageModels(),
              "without a language model",
              "Give the input language_model a file"));
    }
    return problems;
  }

  private static List<ParameterProblem> unused(
      Parameters parameters, List<Parameter> declared, String cause, String remedy) {
    return declared.stream()
        .flatMap(
            parameter ->
                ParameterProblem.of(
                    () -> requireDefault(parameters, parameter, cause, remedy),
                    parameter.name(),
                    DECODER)
                    .stream())
        .toList();
  }

  private static void requireDefault(
      Parameters parameters, Parameter declared, String cause, String remedy) {
    Object value = parameters.asMap().get(declared.name());
    if (!value.equals(declared.fallback().orElseThrow())) {
      throw new UserFailure(
          DecodingError.DECODING_PARAMETER_UNUSED,
          "%s %s has no meaning %s.".formatted(declared.name(), value, cause),
          "%s, or leave %s out.".formatted(remedy, declared.name()));
    }
  }

  private static boolean isGreedy(Parameters parameters) {
    return parameters.text(DECODER).equals(GREEDY);
  }

  private static void requireUse(Parameters parameters, Optional<Path> languageModel) {
    if (isGreedy(parameters) && languageModel.isPresent()) {
      throw new UserFailure(
          DecodingError.LANGUAGE_MODEL_UNUSED,
          "There is a language model, %s, but decoder is greedy, which has no use for it."
              .formatted(languageModel.get()),
          "Set decoder to beam, or leave the language model out.");
    }
  }

  private static LanguageModelWeights weights(Parameters parameters) {
    return new LanguageModelWeights(
        parameters.number("alpha"),
        parameters.number("beta"),
        parameters.number("unk_score_offset"),
        parameters.flag("lm_score_boundary"));
  }
}
