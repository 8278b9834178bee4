package org.wavetrain.augment;

import java.io.IOException;
import java.util.Map;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageContext;

/**
 * The utterances that are copied.
 *
 * @param corpus that they are in
 * @param transcribedOnly whether those without a text are left out
 * @param copies how many are made of each
 */
record Originals(StageContext context, CorpusReader corpus, boolean transcribedOnly, int copies) {
  /**
   * @throws UserFailure {@code AUGMENT_NOTHING_TO_COPY}
   */
  static Originals of(StageContext context) throws IOException {
    CorpusReader corpus = CorpusReader.open(context.input(AugmentStage.CORPUS));
    Originals originals =
        new Originals(
            context,
            corpus,
            context.parameters().flag(AugmentStage.TRANSCRIBED_ONLY),
            Math.toIntExact(context.parameters().integer(AugmentStage.COPIES)));
    if (originals.count() == 0) {
      throw new UserFailure(
          AugmentError.AUGMENT_NOTHING_TO_COPY,
          "None of the corpus's %d training utterances has a text."
              .formatted(corpus.summary().split(Split.TRAIN).utterances()),
          "Set augment's transcribed_only to false, or leave the stage out.");
    }
    return originals;
  }

  long count() {
    SplitSummary training = corpus.summary().split(Split.TRAIN);
    return transcribedOnly ? training.transcribed() : training.utterances();
  }

  boolean contain(Utterance utterance) {
    return utterance.split() == Split.TRAIN
        && utterance.augmentation().isEmpty()
        && (!transcribedOnly || utterance.text().isPresent());
  }

  /**
   * Ends the corpus of copies and tells of it.
   *
   * @param written how many copies it has
   * @param attempted how many were to be made
   */
  void finish(CorpusWriter writer, long written, long attempted) throws IOException {
    CorpusSummary summary = writer.finish(corpus.summary().sources(), Map.of());
    context.log().metric("copies", written, 0);
    context.log().metric("copies_left_out", attempted - written, 0);
    context.log().metric("seconds_train", summary.split(Split.TRAIN).seconds(), 0);
    if (written < attempted) {
      context
          .progress()
          .message(
              "%d of %d copies were left out: shortened, they could not carry their text."
                  .formatted(attempted - written, attempted));
    }
  }
}
