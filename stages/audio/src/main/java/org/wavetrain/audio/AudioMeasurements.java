package org.wavetrain.audio;

import java.util.Arrays;

/**
 * Measures of a recording.
 *
 * @param seconds its length
 * @param peakDbfs largest sample, in decibels of full scale; -96 for digital silence
 * @param loudnessDbfs root mean square, in decibels of full scale; -96 for digital silence
 * @param clippedShare share of samples at full scale, 0 to 1
 * @param silenceShare share of 20 ms frames that are silent, 0 to 1: more than 40 dB below the
 *     loudest, or below {@value #SILENCE_BELOW_DBFS} dBFS
 * @param leadingSilenceSeconds such frames at the start
 * @param trailingSilenceSeconds such frames at the end
 * @param signalToNoiseDb loudness of the loudest tenth of the frames over the quietest tenth: an
 *     estimate that takes pauses for noise; at most 96
 */
public record AudioMeasurements(
    double seconds,
    double peakDbfs,
    double loudnessDbfs,
    double clippedShare,
    double silenceShare,
    double leadingSilenceSeconds,
    double trailingSilenceSeconds,
    double signalToNoiseDb) {
  /** What is below this is silence however loud the rest is. */
  public static final double SILENCE_BELOW_DBFS = Silence.BELOW_DBFS;

  private static final int FRAME_SAMPLES = DecodedAudio.SAMPLE_RATE_HZ / 50;
  private static final double SILENCE_BELOW_LOUDEST_DB = 40;
  private static final double FLOOR_DB = -96;

  /** Measures 16 kHz mono samples; there must be at least one. */
  public static AudioMeasurements of(short[] samples) {
    int peak = 0;
    int clipped = 0;
    double energy = 0;
    double[] frames = new double[Math.max(1, samples.length / FRAME_SAMPLES)];
    for (int i = 0; i < samples.length; i++) {
      int magnitude = Math.abs((int) samples[i]);
      peak = Math.max(peak, magnitude);
      clipped += magnitude >= Short.MAX_VALUE ? 1 : 0;
      double square = (double) magnitude * magnitude;
      energy += square;
      frames[Math.min(i / FRAME_SAMPLES, frames.length - 1)] += square;
    }
    // The last frame takes what is left over too.
    int last = frames.length - 1;
    double[] levels = new double[frames.length];
    for (int i = 0; i < frames.length; i++) {
      int length = i < last ? FRAME_SAMPLES : samples.length - last * FRAME_SAMPLES;
      levels[i] = powerDbfs(frames[i] / length);
    }
    double threshold =
        Math.max(
            Arrays.stream(levels).max().orElseThrow() - SILENCE_BELOW_LOUDEST_DB,
            SILENCE_BELOW_DBFS);
    int leading = 0;
    while (leading < levels.length && levels[leading] < threshold) {
      leading++;
    }
    int trailing = 0;
    while (trailing < levels.length && levels[levels.length - 1 - trailing] < threshold) {
      trailing++;
    }
    int start = startOf(leading, levels.length, samples.length);
    int end = startOf(levels.length - trailing, levels.length, samples.length);
    return new AudioMeasurements(
        seconds(samples.length),
        powerDbfs((double) peak * peak),
        powerDbfs(energy / samples.length),
        clipped / (double) samples.length,
        Arrays.stream(levels).filter(level -> level < threshold).count() / (double) levels.length,
        seconds(start),
        seconds(samples.length - end),
        spreadDb(levels));
  }

  /** Whether there is nothing but silence: no sample reaches {@link #SILENCE_BELOW_DBFS}. */
  public boolean silent() {
    return peakDbfs < SILENCE_BELOW_DBFS;
  }

  /** The first sample of a frame; of the one behind the last, the end of all samples. */
  private static int startOf(int frame, int frames, int samples) {
    return frame == frames ? samples : frame * FRAME_SAMPLES;
  }

  private static double seconds(int samples) {
    return samples / (double) DecodedAudio.SAMPLE_RATE_HZ;
  }

  private static double powerDbfs(double power) {
    double fullScale = 32768.0 * 32768.0;
    return power == 0 ? FLOOR_DB : Math.max(FLOOR_DB, 10 * Math.log10(power / fullScale));
  }

  private static double spreadDb(double[] levels) {
    double[] sorted = levels.clone();
    Arrays.sort(sorted);
    int tenth = Math.max(1, sorted.length / 10);
    double quiet = Arrays.stream(sorted, 0, tenth).average().orElseThrow();
    double loud =
        Arrays.stream(sorted, sorted.length - tenth, sorted.length).average().orElseThrow();
    return loud - quiet;
  }
}
