package org.wavetrain.wav2vec2.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Pointer;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Prints the time of a forward and backward pass, best and median: {@code
 * train|frozen|pretrain|infer nano|base BATCH SECONDS STEPS [dropout] [varied] [profile]}. With
 * {@code dropout}, the size's own dropout applies; with {@code varied}, utterances have different
 * lengths, and batches different shapes.
 */
public final class StepBenchmark {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int SAMPLE_RATE_HZ = 16_000;
  private static final int LABELS_PER_SECOND = 10;

  private StepBenchmark() {}

  public static void main(String[] arguments) {
    String mode = arguments[0];
    List<String> flags = Arrays.asList(arguments).subList(5, arguments.length);
    Wav2Vec2Configuration configuration =
        arguments[1].equals("base") ? Wav2Vec2Configuration.base() : Wav2Vec2Configuration.nano();
    if (!flags.contains("dropout")) {
      configuration = configuration.withDropouts(Dropouts.NONE);
    }
    configuration =
        configuration.withSpecAugment(
            mode.equals("pretrain")
                ? new SpecAugment(true, 0.65, 10, 2, 0, 10, 0)
                : SpecAugment.NONE);
    int size = Integer.parseInt(arguments[2]);
    double seconds = Double.parseDouble(arguments[3]);
    int steps = Integer.parseInt(arguments[4]);
    Kernels kernels = Kernels.fastest();
    ProfiledKernels profile = new ProfiledKernels(kernels);
    boolean profiling = flags.contains("profile");
    NetworkOptions options =
        new NetworkOptions(mode.equals("frozen"), false, profiling ? profile.kernels() : kernels);
    long cpuStart = 0;
    List<Double> times = new ArrayList<>();
    StepRandom random = new StepRandom(1, 0);
    if (mode.equals("pretrain")) {
      try (PretrainingNetwork network = PretrainingNetwork.create(configuration, options)) {
        network.initialise(1);
        for (int step = 0; step < steps; step++) {
          WaveformBatch batch = batch(size, seconds, step, flags);
          if (step == steps / 2) {
            profile.reset();
            cpuStart = THREADS.getCurrentThreadCpuTime();
          }
          long start = System.nanoTime();
          network.computeGradient(batch, 2, new StepRandom(1, step));
          times.add((System.nanoTime() - start) / 1e9);
        }
      }
    } else {
      try (CtcNetwork network =
          CtcNetwork.create(configuration, CtcOptions.lastLayer(configuration), options)) {
        network.initialise(1);
        for (int step = 0; step < steps; step++) {
          WaveformBatch batch = batch(size, seconds, step, flags);
          int[][] labels = labels(batch, random);
          if (step == steps / 2) {
            profile.reset();
            cpuStart = THREADS.getCurrentThreadCpuTime();
          }
          long start = System.nanoTime();
          if (mode.equals("infer")) {
            network.logits(batch);
          } else {
            network.computeGradient(batch, labels, new StepRandom(1, step));
          }
          times.add((System.nanoTime() - start) / 1e9);
        }
      }
    }
    if (profiling) {
      int profiledSteps = steps - steps / 2;
      profile.print(profiledSteps);
      System.out.printf(
          Locale.ROOT,
          "%8.2f ms on this thread, each step%n",
          (THREADS.getCurrentThreadCpuTime() - cpuStart) / 1e6 / profiledSteps);
    }
    List<Double> sorted = times.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s %s %d x %.1f s: best %.4f s, median %.4f s, first %.3f s, resident %d MiB%n",
        mode,
        arguments[1],
        size,
        seconds,
        sorted.get(0),
        sorted.get(sorted.size() / 2),
        times.get(0),
        Pointer.physicalBytes() >> 20);
  }

  private static WaveformBatch batch(int size, double seconds, int step, List<String> flags) {
    boolean varied = flags.contains("varied");
    RandomStream random = new StepRandom(2, step).stream("benchmark", "samples");
    List<float[]> waveforms = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      double factor = varied && step > 0 ? 0.6 + 0.4 * random.nextDouble() : 1;
      float[] samples = new float[(int) (SAMPLE_RATE_HZ * seconds * factor)];
      random.fillGaussian(samples, 1);
      waveforms.add(samples);
    }
    return WaveformBatch.of(waveforms, true, varied && !flags.contains("unrounded") ? 1280 : 1);
  }

  private static int[][] labels(WaveformBatch batch, StepRandom random) {
    RandomStream stream = random.stream("benchmark", "labels");
    int[][] labels = new int[batch.size()][];
    for (int index = 0; index < labels.length; index++) {
      labels[index] = new int[batch.lengths()[index] * LABELS_PER_SECOND / SAMPLE_RATE_HZ];
      for (int label = 0; label < labels[index].length; label++) {
        labels[index][label] = 4 + stream.nextInt(28);
      }
    }
    return labels;
  }
}
