package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.metrics.CharacterErrorRate;
import org.wavetrain.training.metrics.EditCounts;
import org.wavetrain.training.metrics.WordErrorRate;

/** What a transcriber heard, beside what was said. */
final class Transcriptions {
  /**
   * @param texts what was heard, by exit
   */
  record Transcription(Utterance utterance, List<String> texts) {
    String reference() {
      return utterance.text().orElseThrow();
    }
  }

  /** Edits over several utterances. */
  record Errors(long utterances, EditCounts words, EditCounts characters) {}

  private final List<Integer> layers;
  private final List<Transcription> all = new ArrayList<>();
  private final WordErrorRate soFar = new WordErrorRate();

  /**
   * @param layers the exits of the transcriber
   */
  Transcriptions(List<Integer> layers) {
    this.layers = List.copyOf(layers);
  }

  void add(Utterance utterance, List<String> texts) {
    Transcription transcription = new Transcription(utterance, List.copyOf(texts));
    all.add(transcription);
    soFar.add(transcription.reference(), texts.get(lastExit()));
  }

  List<Integer> layers() {
    return layers;
  }

  /** Index of the exit after the last layer, by which a model is judged. */
  int lastExit() {
    return layers.size() - 1;
  }

  /** The word error rate over all splits so far, to show while the stage runs. */
  double rateSoFar() {
    return soFar.rate();
  }

  /** Those of one split, by id. */
  List<Transcription> of(Split split) {
    return all.stream()
        .filter(transcription -> transcription.utterance().split() == split)
        .sorted(Comparator.comparing(transcription -> transcription.utterance().id()))
        .toList();
  }

  Errors errors(Split split, int exit) {
    return errors(split, exit, utterance -> true);
  }

  Errors errors(Split split, int exit, Predicate<Utterance> wanted) {
    WordErrorRate words = new WordErrorRate();
    CharacterErrorRate characters = new CharacterErrorRate();
    long utterances = 0;
    for (Transcription transcription : all) {
      Utterance utterance = transcription.utterance();
      if (utterance.split() == split && wanted.test(utterance)) {
        words.add(transcription.reference(), transcription.texts().get(exit));
        characters.add(transcription.reference(), transcription.texts().get(exit));
        utterances++;
      }
    }
    return new Errors(utterances, words.counts(), characters.counts());
  }
}
