package org.wavetrain.audio;

import java.util.Arrays;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * What the first half minute of a recording sounds like, in 12 bits for every 32 ms. As in Haitsma
 * and Kalker (A Highly Robust Audio Fingerprinting System, ISMIR 2002), a bit is the sign of a
 * difference of differences: between neighbouring bands, and over time. So it does not change with
 * the level, and little with another codec or a start some milliseconds later. Bands, window and
 * the step in time are chosen for speech and for speed: sound is brought to 4 kHz first.
 *
 * <p>Where a recording is more than 30 dB below its loudest frame it has no bits.
 *
 * @param bits 12 bits for each frame, or {@link #SILENT}
 */
public record AudioFingerprint(short[] bits) {
  /** What stands for a frame that is too quiet to tell. */
  public static final short SILENT = -1;

  /**
   * Most frames that are kept: 33 seconds, which few recordings of corpora exceed. All of these are
   * compared, so that a jingle or a greeting in common does not make two recordings the same.
   */
  public static final int MOST_FRAMES = 1024;

  private static final int DECIMATION = 4;
  private static final int WINDOW = 512;
  private static final int STEP = 128;

  /** Over which bits compare: 128 ms. */
  private static final int LAG = 4;

  /** How many bits a frame has. */
  public static final int BITS = 12;

  private static final int BANDS = BITS + 1;
  private static final double LOWEST_HZ = 150;
  private static final double HIGHEST_HZ = 1900;
  private static final double QUIET_SHARE = 1e-3;

  /** After so many frames, unrelated sounds are told by so large a difference. */
  private static final int GLANCE = 16;

  private static final double UNRELATED = 0.4;
  private static final int[] EDGES = edges();
  private static final double[] HANN = hann();

  /** Of 16 kHz mono samples; those that are too short have no frames. */
  public static AudioFingerprint of(short[] samples) {
    int most = (MOST_FRAMES + LAG - 1) * STEP + WINDOW;
    float[] slow =
        halved(halved(floats(samples, Math.min(samples.length, DECIMATION * (most + 2)))));
    int frames = Math.min(MOST_FRAMES + LAG, 1 + (slow.length - WINDOW) / STEP);
    if (slow.length < WINDOW || frames <= LAG) {
      return new AudioFingerprint(new short[0]);
    }
    double[][] bands = bands(slow, frames);
    double[] loudness = Arrays.stream(bands).mapToDouble(AudioFingerprint::sum).toArray();
    double quiet = QUIET_SHARE * Arrays.stream(loudness).max().orElseThrow();
    short[] bits = new short[frames - LAG];
    for (int frame = 0; frame < bits.length; frame++) {
      boolean heard = loudness[frame] > quiet && loudness[frame + LAG] > quiet;
      bits[frame] = heard ? signs(bands[frame], bands[frame + LAG]) : SILENT;
    }
    return new AudioFingerprint(bits);
  }

  private static short signs(double[] earlier, double[] later) {
    int signs = 0;
    for (int band = 0; band + 1 < BANDS; band++) {
      double change =
          Math.log(later[band] / later[band + 1]) - Math.log(earlier[band] / earlier[band + 1]);
      signs = signs << 1 | (change > 0 ? 1 : 0);
    }
    return (short) signs;
  }

  /** Energies by frame and band; two frames share a transform, as its real and imaginary part. */
  private static double[][] bands(float[] samples, int frames) {
    double[][] energies = new double[frames][];
    double[][] transformed = new double[2][WINDOW];
    for (int frame = 0; frame < frames; frame += 2) {
      fill(transformed[0], samples, frame);
      fill(transformed[1], samples, Math.min(frame + 1, frames - 1));
      FastFourierTransformer.transformInPlace(
          transformed, DftNormalization.STANDARD, TransformType.FORWARD);
      energies[frame] = energies(transformed, 1);
      if (frame + 1 < frames) {
        energies[frame + 1] = energies(transformed, -1);
      }
    }
    return energies;
  }

  private static void fill(double[] window, float[] samples, int frame) {
    for (int index = 0; index < WINDOW; index++) {
      window[index] = HANN[index] * samples[frame * STEP + index];
    }
  }

  /**
   * @param sign 1 for the real part's spectrum, which is symmetric, -1 for the imaginary part's
   */
  private static double[] energies(double[][] transformed, int sign) {
    double[] energies = new double[BANDS];
    for (int band = 0; band < BANDS; band++) {
      // Never nothing, since its logarithm is taken.
      double energy = 1e-6;
      for (int bin = EDGES[band]; bin < EDGES[band + 1]; bin++) {
        int mirror = WINDOW - bin;
        double real = transformed[0][bin] + sign * transformed[0][mirror];
        double imaginary = transformed[1][bin] - sign * transformed[1][mirror];
        energy += real * real + imaginary * imaginary;
      }
      energies[band] = energy;
    }
    return energies;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static float[] floats(short[] samples, int length) {
    float[] floats = new float[length];
    for (int index = 0; index < length; index++) {
      floats[index] = samples[index];
    }
    return floats;
  }

  /** Every second sample behind a binomial low-pass filter. */
  private static float[] halved(float[] samples) {
    float[] halved = new float[Math.max(0, (samples.length - 2) / 2)];
    for (int index = 0; index < halved.length; index++) {
      int first = 2 * index;
      halved[index] =
          (samples[first] + 3 * (samples[first + 1] + samples[first + 2]) + samples[first + 3]) / 8;
    }
    return halved;
  }

  private static int[] edges() {
    int[] edges = new int[BANDS + 1];
    double ratio = Math.pow(HIGHEST_HZ / LOWEST_HZ, 1.0 / BANDS);
    double hertzPerBin = DecodedAudio.SAMPLE_RATE_HZ / (double) DECIMATION / WINDOW;
    for (int edge = 0; edge <= BANDS; edge++) {
      edges[edge] = (int) Math.round(LOWEST_HZ * Math.pow(ratio, edge) / hertzPerBin);
    }
    return edges;
  }

  private static double[] hann() {
    double[] hann = new double[WINDOW];
    for (int index = 0; index < WINDOW; index++) {
      hann[index] = 0.5 - 0.5 * Math.cos(2 * Math.PI * index / WINDOW);
    }
    return hann;
  }

  /**
   * How much another recording differs from this one where they overlap.
   *
   * @param delay how many frames later the same sound is in the other one; may be negative
   * @return the share of different bits, 0 to 1; 0.4 where the first half second differs by more; 1
   *     where fewer than {@code fewest} frames can be compared
   */
  public double difference(AudioFingerprint other, int delay, int fewest) {
    int compared = 0;
    int different = 0;
    int end = Math.min(bits.length, other.bits.length - delay);
    for (int frame = Math.max(0, -delay); frame < end; frame++) {
      int own = bits[frame];
      int theirs = other.bits[frame + delay];
      if (own != SILENT && theirs != SILENT) {
        compared++;
        different += Integer.bitCount(own ^ theirs);
        if (compared == GLANCE && different > GLANCE * BITS * UNRELATED) {
          return UNRELATED;
        }
      }
    }
    return compared < Math.max(1, fewest) ? 1 : different / (double) (compared * BITS);
  }

  /** How many frames have bits. */
  public int heard() {
    int heard = 0;
    for (short frame : bits) {
      heard += frame == SILENT ? 0 : 1;
    }
    return heard;
  }
}
