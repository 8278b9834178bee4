package org.wavetrain.finetune;

import java.util.List;
import java.util.Set;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.setup.Contradictions;
import org.wavetrain.training.setup.ForeseenStart;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** Which symbols a model transcribes with: the parameters, and what they say. */
final class VocabularyChoice {
  static final String VOCABULARY = "vocabulary";
  private static final String BLANK = "blank";
  private static final String CORPUS = "corpus";
  private static final String START = "start";
  private static final String FIRST = "first";
  private static final String LAST = "last";

  /** The kind of stage whose models have no vocabulary. */
  static final String PRETRAINING = "pretrain";

  private VocabularyChoice() {}

  static List<Parameter> declare() {
    return List.of(
        Parameter.choice(
            VOCABULARY,
            CORPUS,
            List.of(CORPUS, START),
            "Whether the symbols are the characters of the training texts or those of the model to"
                + " start from."),
        Parameter.choice(
            BLANK,
            FIRST,
            List.of(FIRST, LAST),
            "Where the blank stands among the symbols of the corpus: first, as Hugging Face's"
                + " models have it, or last, as mltu's have it."));
  }

  /**
   * @param alphabet the characters of the training texts
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when there is no vocabulary to take
   *     over, or its blank stands elsewhere
   */
  static Vocabulary of(Parameters parameters, Set<String> alphabet, StartModel start) {
    boolean blankLast = parameters.text(BLANK).equals(LAST);
    if (parameters.text(VOCABULARY).equals(CORPUS)) {
      return blankLast ? Vocabulary.ofAlphabetBlankLast(alphabet) : Vocabulary.ofAlphabet(alphabet);
    }
    Vocabulary vocabulary = start.vocabulary().orElseThrow(VocabularyChoice::missing);
    if (blankLast && vocabulary.blank() != vocabulary.size() - 1) {
      throw Contradictions.failure(
          "blank is last, but the vocabulary of the model to start from has it at %d of %d."
              .formatted(vocabulary.blank(), vocabulary.size()),
          "Leave blank out, or set vocabulary to corpus.");
    }
    return vocabulary;
  }

  /**
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when it is certain that there will
   *     be no vocabulary to take over
   */
  static void requireStart(Parameters parameters, ForeseenStart start) {
    boolean silent = !start.connected() || start.kind().filter(PRETRAINING::equals).isPresent();
    if (parameters.text(VOCABULARY).equals(START) && silent) {
      throw missing();
    }
  }

  private static UserFailure missing() {
    return Contradictions.failure(
        "vocabulary is start, but there is no model to start from that has one.",
        "Start from a model that transcribes, or set vocabulary to corpus.");
  }
}
