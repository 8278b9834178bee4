package org.wavetrain.finetune;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.batch.ExampleBatch;
import org.wavetrain.training.metrics.CharacterErrorRate;
import org.wavetrain.training.metrics.WordErrorRate;
import org.wavetrain.wav2vec2.loss.CtcLoss;
import org.wavetrain.wav2vec2.model.CtcLogits;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** Collects how well the greedy transcriptions of a validation set agree with its texts. */
final class TranscriptionScores {
  private final Vocabulary vocabulary;
  private final List<Integer> exits;
  private final WordErrorRate[] words;
  private final CharacterErrorRate[] characters;
  private final CtcLoss loss;
  private double lossSum;
  private int utterances;
  private int silent;

  TranscriptionScores(Vocabulary vocabulary, List<Integer> exits) {
    this.vocabulary = vocabulary;
    this.exits = exits;
    this.words = new WordErrorRate[exits.size()];
    this.characters = new CharacterErrorRate[exits.size()];
    for (int exit = 0; exit < exits.size(); exit++) {
      words[exit] = new WordErrorRate();
      characters[exit] = new CharacterErrorRate();
    }
    this.loss = new CtcLoss(vocabulary.blank(), true);
  }

  void add(ExampleBatch batch, CtcLogits logits) {
    addLoss(batch, logits);
    int rowLength = logits.frames() * logits.vocabulary();
    for (int row = 0; row < batch.examples().size(); row++) {
      Example example = batch.examples().get(row);
      String said = "";
      for (int exit = 0; exit < exits.size(); exit++) {
        said =
            vocabulary.decodeGreedy(
                logits.exits()[exit],
                row * rowLength,
                logits.frameLengths()[row],
                logits.vocabulary());
        words[exit].add(example.reference(), said);
        characters[exit].add(example.reference(), said);
      }
      utterances++;
      silent += said.isEmpty() ? 1 : 0;
    }
  }

  private void addLoss(ExampleBatch batch, CtcLogits logits) {
    int[][] labels = TextLabels.of(batch, vocabulary);
    double[] losses = new double[labels.length];
    loss.compute(
        logits.last(),
        logits.frames(),
        logits.vocabulary(),
        logits.frameLengths(),
        labels,
        losses,
        null);
    for (int row = 0; row < labels.length; row++) {
      lossSum += losses[row] / Math.max(1, labels[row].length);
    }
  }

  /**
   * The last exit's figures; with several exits, also {@code validation_wer_layer_N} of each.
   * {@code validation_loss} is the mean over utterances of the loss for each label, {@code
   * validation_silent} the share of utterances whose transcription is empty.
   */
  Map<String, Double> metrics() {
    int last = exits.size() - 1;
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("validation_loss", lossSum / utterances);
    metrics.put("validation_wer", words[last].rate());
    metrics.put("validation_cer", characters[last].rate());
    metrics.put("validation_silent", (double) silent / utterances);
    for (int exit = 0; exit < exits.size() && exits.size() > 1; exit++) {
      metrics.put("validation_wer_layer_" + exits.get(exit), words[exit].rate());
    }
    return metrics;
  }
}
