package org.wavetrain.wav2vec2.configuration;

import java.util.List;

/**
 * The convolutions that turn samples into frames; one entry a layer in each list.
 *
 * @param channels output channels ({@code conv_dim})
 * @param kernels kernel widths ({@code conv_kernel})
 * @param strides strides ({@code conv_stride})
 * @param bias whether convolutions have a bias ({@code conv_bias})
 * @param normalisation which norm follows them ({@code feat_extract_norm})
 */
public record FeatureEncoder(
    List<Integer> channels,
    List<Integer> kernels,
    List<Integer> strides,
    boolean bias,
    FeatureNormalisation normalisation) {
  public FeatureEncoder {
    channels = List.copyOf(channels);
    kernels = List.copyOf(kernels);
    strides = List.copyOf(strides);
  }

  /** Number of convolutions. */
  public int layers() {
    return channels.size();
  }

  /** Channels of the last convolution: the width of a frame before projection. */
  public int outputChannels() {
    return channels.get(channels.size() - 1);
  }

  /** Frames that {@code samples} samples give; 0 when they are fewer than one receptive field. */
  public int frames(int samples) {
    int length = samples;
    for (int layer = 0; layer < kernels.size(); layer++) {
      if (length < kernels.get(layer)) {
        return 0;
      }
      length = (length - kernels.get(layer)) / strides.get(layer) + 1;
    }
    return length;
  }

  /** Frames of the first convolution. */
  public int firstFrames(int samples) {
    return samples < kernels.get(0) ? 0 : (samples - kernels.get(0)) / strides.get(0) + 1;
  }

  /** Samples from the start of one frame to the start of the next: the product of strides. */
  public int stride() {
    return strides.stream().reduce(1, Math::multiplyExact);
  }

  /** Samples that one frame sees, and so the fewest that give one. */
  public int receptiveField() {
    int field = 1;
    for (int layer = kernels.size() - 1; layer >= 0; layer--) {
      field = (field - 1) * strides.get(layer) + kernels.get(layer);
    }
    return field;
  }
}
