package org.wavetrain.finetune;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.setup.NamedRows;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** What the heads of a model that training starts from know already of the symbols. */
record StartingHeads(StartModel start, Vocabulary now) {
  private static final String WEIGHT = TensorNames.HEAD + ".weight";

  /**
   * Takes the rows of known symbols over, if the model transcribes; says which are new.
   *
   * @throws UserFailure {@code MODEL_VOCABULARY_INVALID} when it has symbols without a row
   */
  void load(CtcNetwork network, StageContext context) {
    boolean transcribes = start.vocabulary().isPresent() && start.heads().containsKey(WEIGHT);
    if (!transcribes || context.parameters().flag(StartModel.NEW_HEAD)) {
      return;
    }
    Vocabulary before = start.vocabulary().orElseThrow();
    requireRows(before);
    NamedRows symbols = new NamedRows(names(before), names(now));
    network.load(symbols.carry(start.heads(), network.tensors()));
    context.log().tag("wavetrain.start.symbols", symbols.summary());
    if (!symbols.same()) {
      context
          .progress()
          .message(
              "the symbols are not those of the model to start from: "
                  + symbols.summary()
                  + LetterCase.advised(symbols).map(LetterCase::advice).orElse(""));
    }
  }

  private void requireRows(Vocabulary before) {
    long rows = start.heads().get(WEIGHT).shape()[0];
    if (rows < before.size()) {
      throw new UserFailure(
          ModelError.MODEL_VOCABULARY_INVALID,
          "The vocab.json of the model to start from has %d tokens, but its head %d rows."
              .formatted(before.size(), rows),
          "Take all files of the model as its publisher wrote them, or set new_head to true.");
    }
  }

  /** Blanks, unknown symbols and spaces are the same whatever they are called. */
  private static List<String> names(Vocabulary vocabulary) {
    List<String> names = new ArrayList<>(vocabulary.tokens());
    names.set(vocabulary.blank(), "<pad>");
    vocabulary.unknown().ifPresent(identifier -> names.set(identifier, "<unk>"));
    names.replaceAll(name -> name.equals(vocabulary.special().delimiter()) ? "|" : name);
    return names;
  }
}
