package org.wavetrain.wav2vec2.configuration;

/**
 * How much a forward pass computes: the multiplications and additions of convolutions and matrix
 * products, each counted as one operation; norms, activations and the softmax, some percent more,
 * are left out.
 *
 * @param configuration of the model
 */
public record ForwardCost(Wav2Vec2Configuration configuration) {
  /** A multiplication and an addition. */
  private static final double OPERATIONS = 2;

  /**
   * Operations for one utterance up to a transformer layer.
   *
   * @param samples its length
   * @param layers how many transformer layers are run
   * @param heads how many exits are looked at
   */
  public double operations(int samples, int layers, int heads) {
    double frames = configuration.frames(samples);
    double width = configuration.contextNetwork().hiddenSize();
    double head = frames * width * configuration.ctcHead().vocabularySize();
    return encoder(samples)
        + OPERATIONS * (embedding(frames, width) + layers * layer(frames, width) + heads * head);
  }

  private double encoder(int samples) {
    FeatureEncoder encoder = configuration.featureEncoder();
    double operations = 0;
    double length = samples;
    double channels = 1;
    for (int layer = 0; layer < encoder.layers(); layer++) {
      int kernel = encoder.kernels().get(layer);
      length = Math.floor((length - kernel) / encoder.strides().get(layer)) + 1;
      operations += OPERATIONS * length * kernel * channels * encoder.channels().get(layer);
      channels = encoder.channels().get(layer);
    }
    return operations;
  }

  /** The projection of features and the grouped positional convolution. */
  private double embedding(double frames, double width) {
    ContextNetwork context = configuration.contextNetwork();
    double positional = width * (width / context.positionalGroups()) * context.positionalKernel();
    return frames * (configuration.featureEncoder().outputChannels() * width + positional);
  }

  /** Four projections, two products of attention, and the feed-forward part. */
  private double layer(double frames, double width) {
    double inner = configuration.contextNetwork().intermediateSize();
    return frames * (4 * width * width + 2 * width * inner) + 2 * frames * frames * width;
  }
}
