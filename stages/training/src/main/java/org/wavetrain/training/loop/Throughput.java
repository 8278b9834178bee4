package org.wavetrain.training.loop;

import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.training.batch.ExampleBatch;

/** What became of the time and of the batches of the updates since it was last asked. */
final class Throughput {
  /** Updates between two looks: often enough to see a change, few enough to be a mean. */
  private static final long INTERVAL = 20;

  private double seconds;
  private double waitedSeconds;
  private double audioSeconds;
  private long samples;
  private long paddedSamples;

  /** Takes note of a batch that was computed. */
  void add(ExampleBatch batch) {
    audioSeconds += batch.waveforms().seconds();
    for (int length : batch.waveforms().lengths()) {
      samples += length;
    }
    paddedSamples += batch.paddedSamples();
  }

  /**
   * Takes note of an update that is done.
   *
   * @param elapsed seconds that it took
   * @param waited seconds of these in which the network waited for data
   */
  void endUpdate(double elapsed, double waited) {
    seconds += elapsed;
    waitedSeconds += waited;
  }

  /** Whether the figures after this update are due. */
  boolean isDue(long step, boolean last) {
    return seconds > 0 && (last || step % INTERVAL == 0);
  }

  /**
   * {@code data_wait_fraction}: the part of the time in which the network waited for data; {@code
   * padding_fraction}: the part of the samples that was padding; {@code audio_seconds_per_second}:
   * padding not counted.
   */
  Map<String, Double> take() {
    Map<String, Double> figures = new TreeMap<>();
    figures.put("data_wait_fraction", waitedSeconds / seconds);
    figures.put("padding_fraction", 1 - samples / (double) paddedSamples);
    figures.put("audio_seconds_per_second", audioSeconds / seconds);
    seconds = 0;
    waitedSeconds = 0;
    audioSeconds = 0;
    samples = 0;
    paddedSamples = 0;
    return figures;
  }
}
