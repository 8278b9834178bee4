package org.wavetrain.evaluate;

import java.util.List;
import java.util.function.ToLongFunction;
import org.wavetrain.training.metrics.EditCounts;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * How sure error rates are, by the bootstrap of Bisani and Ney, "Bootstrap estimates for confidence
 * intervals in ASR performance evaluation" (ICASSP 2004): as many utterances as there are, drawn
 * with replacement, give an error rate; of many such draws the middle 95 % are the interval.
 *
 * @param seed from which utterances are drawn
 * @param samples how many draws
 */
record Bootstrap(long seed, int samples) {
  /**
   * Error rates with their intervals.
   *
   * @param name of the figure: equal names draw equally
   * @param exit index of the exit that is meant
   */
  Result result(String name, List<Transcription> transcriptions, int exit) {
    long[] wordErrors = of(transcriptions, one -> one.at(exit).words().errors());
    long[] words = of(transcriptions, one -> one.at(exit).words().referenceLength());
    long[] characterErrors = of(transcriptions, one -> one.at(exit).characters().errors());
    long[] characters = of(transcriptions, one -> one.at(exit).characters().referenceLength());
    RandomStream random = new StepRandom(seed, 0).stream("bootstrap", name);
    double[] wordErrorRates = new double[samples];
    double[] characterErrorRates = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      long[] sums = new long[4];
      for (int draw = 0; draw < words.length; draw++) {
        int drawn = random.nextInt(words.length);
        sums[0] += wordErrors[drawn];
        sums[1] += words[drawn];
        sums[2] += characterErrors[drawn];
        sums[3] += characters[drawn];
      }
      wordErrorRates[sample] = (double) sums[0] / Math.max(1, sums[1]);
      characterErrorRates[sample] = (double) sums[2] / Math.max(1, sums[3]);
    }
    return new Result(
        transcriptions.size(),
        transcriptions.stream().mapToDouble(one -> one.utterance().seconds()).sum(),
        transcriptions.stream()
            .map(one -> one.at(exit).words())
            .reduce(EditCounts.NONE, EditCounts::plus),
        transcriptions.stream()
            .map(one -> one.at(exit).characters())
            .reduce(EditCounts.NONE, EditCounts::plus),
        Interval.middle(wordErrorRates),
        Interval.middle(characterErrorRates));
  }

  /**
   * The interval of an accuracy: of so many utterances some are right, whichever.
   *
   * @param name of the figure: equal names draw equally
   * @param utterances at least 1
   */
  Interval accuracy(String name, long right, long utterances) {
    RandomStream random = new StepRandom(seed, 0).stream("bootstrap", name);
    double[] accuracies = new double[samples];
    for (int sample = 0; sample < samples; sample++) {
      long drawnRight = 0;
      for (long draw = 0; draw < utterances; draw++) {
        if (random.nextInt(Math.toIntExact(utterances)) < right) {
          drawnRight++;
        }
      }
      accuracies[sample] = (double) drawnRight / utterances;
    }
    return Interval.middle(accuracies);
  }

  private static long[] of(
      List<Transcription> transcriptions, ToLongFunction<Transcription> figure) {
    return transcriptions.stream().mapToLong(figure).toArray();
  }
}
