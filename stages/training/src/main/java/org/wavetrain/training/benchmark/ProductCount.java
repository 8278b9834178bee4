package org.wavetrain.training.benchmark;

import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.Quantizer;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/**
 * Floating-point operations of the matrix products and convolutions of one step, a multiplication
 * and an addition counting two. Everything else (norms, activations, sums, the optimizer) counts
 * nothing, so that a rate from this count is what the step reaches in all.
 *
 * @param encoder those of the convolutional encoder's forward pass
 * @param firstLayer the encoder's first convolution alone
 * @param context those of the forward pass after it
 */
record ProductCount(double encoder, double firstLayer, double context) {
  private static final int MULTIPLY_AND_ADD = 2;

  /** The gradients of a product's two factors are a product each. */
  private static final int GRADIENTS = 2;

  /** The network with a head that transcribes. */
  static ProductCount transcribing(Wav2Vec2Configuration shape, int batch, int samples) {
    double rows = (double) batch * shape.frames(samples);
    return count(
        shape,
        batch,
        samples,
        rows * shape.contextNetwork().hiddenSize() * shape.ctcHead().vocabularySize());
  }

  /** The network with its quantizer and the similarities of all frames of an utterance. */
  static ProductCount pretraining(Wav2Vec2Configuration shape, int batch, int samples) {
    double frames = shape.frames(samples);
    Quantizer quantizer = shape.quantizer();
    double entries = (double) quantizer.groups() * quantizer.entriesPerGroup();
    double perFrame =
        shape.featureEncoder().outputChannels() * entries
            + (double) quantizer.codevectorSize() * quantizer.projectedSize()
            + (double) shape.contextNetwork().hiddenSize() * quantizer.projectedSize()
            + frames * quantizer.projectedSize();
    return count(shape, batch, samples, batch * frames * perFrame);
  }

  private static ProductCount count(
      Wav2Vec2Configuration shape, int batch, int samples, double head) {
    FeatureEncoder encoder = shape.featureEncoder();
    double first = 0;
    double all = 0;
    int length = samples;
    int channels = 1;
    for (int layer = 0; layer < encoder.layers(); layer++) {
      int kernel = encoder.kernels().get(layer);
      length = (length - kernel) / encoder.strides().get(layer) + 1;
      double ofLayer = (double) batch * length * encoder.channels().get(layer) * channels * kernel;
      channels = encoder.channels().get(layer);
      first = layer == 0 ? ofLayer : first;
      all += ofLayer;
    }
    ContextNetwork context = shape.contextNetwork();
    double width = context.hiddenSize();
    double rows = (double) batch * length;
    double projection = rows * channels * width;
    double positions =
        rows * width * width / context.positionalGroups() * context.positionalKernel();
    double attention = 2 * rows * length * width;
    double linear = rows * (4 * width * width + 2 * width * context.intermediateSize());
    double after = projection + positions + context.layers() * (attention + linear) + head;
    return new ProductCount(
        MULTIPLY_AND_ADD * all, MULTIPLY_AND_ADD * first, MULTIPLY_AND_ADD * after);
  }

  /** A forward pass. */
  double forward() {
    return encoder + context;
  }

  /** Forward and backward pass; nobody asks for the gradient of the samples. */
  double training() {
    return forward() + GRADIENTS * forward() - firstLayer;
  }

  /** Forward and backward pass without the gradients of the convolutional encoder. */
  double trainingWithFrozenEncoder() {
    return forward() + GRADIENTS * context;
  }
}
