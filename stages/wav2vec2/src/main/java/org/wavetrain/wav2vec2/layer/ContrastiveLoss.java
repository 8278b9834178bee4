package org.wavetrain.wav2vec2.layer;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.LogSoftmax;
import org.wavetrain.wav2vec2.configuration.Quantizer;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.masking.SpanMask;

/**
 * Cross entropy of each masked frame's right code among distractors, by cosine similarity (arXiv
 * 2006.11477, equation 3). All similarities within an utterance are one product, of which those
 * that are asked for are picked.
 */
final class ContrastiveLoss {
  private final Kernels kernels;
  private final Quantizer settings;
  private final UnitRows predicted = new UnitRows();
  private final UnitRows quantised = new UnitRows();
  private final HeapBuffer products = new HeapBuffer();
  private final HeapBuffer gradients = new HeapBuffer();
  private int batch;
  private int frames;
  private double loss;
  private double right;
  private double chance;
  private double guessLoss;

  ContrastiveLoss(Kernels kernels, Quantizer settings) {
    this.kernels = kernels;
    this.settings = settings;
  }

  /**
   * Computes loss and gradient.
   *
   * @param predictions [batch · frames, width]
   * @param targets [batch · frames, width]
   * @param quantizer tells which frames have the same code
   */
  void compute(
      INDArray predictions, INDArray targets, PretrainingDraw draw, GumbelQuantizer quantizer) {
    SpanMask mask = draw.mask();
    batch = mask.rows();
    frames = mask.length();
    predicted.forward(predictions);
    quantised.forward(targets);
    INDArray similarities = NativeArrays.empty(predictions.dataType(), batch, frames, frames);
    kernels.product(
        byUtterance(predicted.units()),
        byUtterance(quantised.units()).permute(0, 2, 1),
        1 / settings.logitTemperature(),
        similarities);
    pick(products.read(similarities), draw, quantizer);
  }

  private void pick(double[] similarities, PretrainingDraw draw, GumbelQuantizer quantizer) {
    int negatives = settings.negatives();
    int length = batch * frames * frames;
    double[] similarityGradient = gradients.room(length);
    Arrays.fill(similarityGradient, 0, length, 0);
    loss = 0;
    right = 0;
    chance = 0;
    guessLoss = 0;
    double[] scores = new double[1 + negatives];
    int[] places = new int[1 + negatives];
    int row = 0;
    for (int frame = 0; frame < draw.mask().masked().length; frame++) {
      if (!draw.mask().masked()[frame]) {
        continue;
      }
      int visible = 0;
      for (int choice = 0; choice <= negatives; choice++) {
        int other = choice == 0 ? frame : draw.negatives()[row * negatives + choice - 1];
        places[choice] = frame * frames + other % frames;
        // A distractor with the same code as the truth is no distractor.
        boolean hidden = choice > 0 && quantizer.same(frame, other);
        scores[choice] = hidden ? Double.NEGATIVE_INFINITY : similarities[places[choice]];
        visible += hidden ? 0 : 1;
      }
      right += win(scores);
      chance += 1.0 / visible;
      guessLoss += Math.log(visible);
      loss -= LogSoftmax.inPlace(scores, 0, scores.length, 0);
      for (int choice = 0; choice <= negatives; choice++) {
        similarityGradient[places[choice]] += Math.exp(scores[choice]) - (choice == 0 ? 1 : 0);
      }
      row++;
    }
  }

  /**
   * One when the right code scores highest, nothing when another does, and its fair share when
   * several are level: so codes that cannot be told apart win as often as a guess would, neither
   * always nor never.
   */
  private static double win(double[] scores) {
    int level = 1;
    for (int choice = 1; choice < scores.length; choice++) {
      if (scores[choice] > scores[0]) {
        return 0;
      }
      level += scores[choice] == scores[0] ? 1 : 0;
    }
    return 1.0 / level;
  }

  /** The last loss, summed over masked frames. */
  double loss() {
    return loss;
  }

  /** Masked frames of the last batch at which the right code won. */
  double right() {
    return right;
  }

  /**
   * Masked frames of the last batch at which a guess would have won. Distractors with the right
   * code are hidden, so the more frames share a code, the easier a guess.
   */
  double chance() {
    return chance;
  }

  /** What the last loss would have been for guesses. */
  double guessLoss() {
    return guessLoss;
  }

  /** The gradient of the predictions. */
  INDArray predictionGradient() {
    INDArray result = ulike(predicted);
    kernels.product(gradient(), byUtterance(quantised.units()), scale(), byUtterance(result));
    return predicted.backward(result);
  }

  /** The gradient of the targets. */
  INDArray targetGradient() {
    INDArray result = ulike(quantised);
    kernels.product(
        gradient().permute(0, 2, 1), byUtterance(predicted.units()), scale(), byUtterance(result));
    return quantised.backward(result);
  }

  private double scale() {
    return 1 / settings.logitTemperature();
  }

  private INDArray gradient() {
    INDArray gradient = NativeArrays.empty(predicted.units().dataType(), batch, frames, frames);
    gradients.write(gradient);
    return gradient;
  }

  private static INDArray ulike(UnitRows rows) {
    return NativeArrays.empty(rows.units().dataType(), rows.units().shape());
  }

  private INDArray byUtterance(INDArray rows) {
    return rows.reshape('c', batch, frames, rows.size(1));
  }

  void clear() {
    predicted.clear();
    quantised.clear();
  }
}
