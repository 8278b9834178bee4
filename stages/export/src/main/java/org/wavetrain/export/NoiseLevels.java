package org.wavetrain.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.wavetrain.audio.AudioMeasurements;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.export.EvaluationFigures.WordErrors;

/** Whether a model errs more where recordings are noisy. */
final class NoiseLevels {
  /** Fewer utterances in a third say nothing. */
  private static final int FEWEST = 20;

  private NoiseLevels() {}

  private record Measured(double signalToNoiseDb, WordErrors heard) {}

  /** A sentence on the noisiest third of the test recordings; empty where there are too few. */
  static Optional<String> of(CorpusReader corpus, EvaluationFigures evaluation) throws IOException {
    List<Measured> measured = new ArrayList<>();
    corpus.forEach(
        utterance -> evaluation.heard().containsKey(utterance.id()),
        (utterance, samples) ->
            measured.add(
                new Measured(
                    AudioMeasurements.of(samples).signalToNoiseDb(),
                    evaluation.heard().get(utterance.id()))));
    int third = measured.size() / 3;
    if (third < FEWEST) {
      return Optional.empty();
    }
    measured.sort(Comparator.comparing(Measured::signalToNoiseDb));
    double border = measured.get(third).signalToNoiseDb();
    OptionalDouble noisy = wer(measured.subList(0, third));
    OptionalDouble clean = wer(measured.subList(measured.size() - third, measured.size()));
    if (noisy.isEmpty() || clean.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "On the third of the test recordings with the lowest signal-to-noise ratio, below %.0f"
                + " dB, its word error rate is %s, on the third with the highest %s.",
            border,
            CardNumber.percent(noisy.getAsDouble()),
            CardNumber.percent(clean.getAsDouble())));
  }

  /** Empty where nothing was said. */
  private static OptionalDouble wer(List<Measured> part) {
    long words = part.stream().mapToLong(one -> one.heard().words()).sum();
    long errors = part.stream().mapToLong(one -> one.heard().errors()).sum();
    return words == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) errors / words);
  }
}
