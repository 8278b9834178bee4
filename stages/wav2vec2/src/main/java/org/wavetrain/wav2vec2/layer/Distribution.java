package org.wavetrain.wav2vec2.layer;

import java.util.Arrays;
import org.wavetrain.wav2vec2.random.RandomStream;

/** What a parameter's initial values are drawn from. */
public sealed interface Distribution {
  /** Fills with values drawn from this. */
  void fill(float[] values, RandomStream random);

  /** Always the same value. */
  record Constant(double value) implements Distribution {
    @Override
    public void fill(float[] values, RandomStream random) {
      Arrays.fill(values, (float) value);
    }
  }

  /** Normal around zero. */
  record Normal(double deviation) implements Distribution {
    @Override
    public void fill(float[] values, RandomStream random) {
      random.fillGaussian(values, deviation);
    }
  }

  /** Uniform from {@code low} to {@code high}. */
  record Uniform(double low, double high) implements Distribution {
    @Override
    public void fill(float[] values, RandomStream random) {
      random.fill(values);
      for (int index = 0; index < values.length; index++) {
        values[index] = (float) (low + (high - low) * values[index]);
      }
    }
  }

  /** Zero. */
  static Distribution zero() {
    return new Constant(0);
  }

  /** One. */
  static Distribution one() {
    return new Constant(1);
  }

  /** Uniform in ±1/√inputs: how PyTorch starts a linear layer, weights and bias. */
  static Distribution linear(long inputs) {
    double bound = 1 / Math.sqrt(inputs);
    return new Uniform(-bound, bound);
  }
}
