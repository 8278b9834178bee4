package org.wavetrain.recognition;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.wavetrain.audio.AudioProblem;
import org.wavetrain.audio.Silence;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.LogSoftmax;

/**
 * What a recording is of.
 *
 * @param classes all of them, the likeliest first
 * @param length of the recording
 */
public record Classification(List<Likelihood> classes, Duration length) {
  /**
   * One class.
   *
   * @param probability softmax of the scores; those of all classes add up to 1
   */
  public record Likelihood(String label, double probability) {}

  public Classification {
    classes = List.copyOf(classes);
  }

  /**
   * Why a silent recording has no classification: a model would make up something.
   *
   * @param recording what it is called
   */
  public static UserFailure ofSilence(String recording) {
    return new UserFailure(
        AudioProblem.AUDIO_SILENT,
        "%s is silence: no sample of it reaches %.0f dBFS."
            .formatted(recording, Silence.BELOW_DBFS),
        Silence.REMEDY);
  }

  /** The likeliest class. */
  public Likelihood likeliest() {
    return classes.get(0);
  }

  /**
   * @param scores raw, one a label
   */
  static Classification of(double[] scores, List<String> labels, Duration length) {
    double[] logarithms = scores.clone();
    LogSoftmax.inPlace(logarithms, 0, logarithms.length, 0);
    return new Classification(
        IntStream.range(0, logarithms.length)
            .mapToObj(index -> new Likelihood(labels.get(index), Math.exp(logarithms[index])))
            .sorted(Comparator.comparingDouble(Likelihood::probability).reversed())
            .toList(),
        length);
  }
}
