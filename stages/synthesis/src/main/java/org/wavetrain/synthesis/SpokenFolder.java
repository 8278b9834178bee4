package org.wavetrain.synthesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.wavetrain.audio.SoundFile;

/** Speaks many recordings into files, with one voice per thread. */
final class SpokenFolder {
  private final int threads;

  SpokenFolder(int threads) {
    this.threads = threads;
  }

  /**
   * Writes every recording below {@code folder}.
   *
   * @param spoken told how many are done, from any thread
   */
  void write(Path folder, List<Recording> recordings, IntConsumer spoken) throws IOException {
    for (Recording recording : recordings) {
      Files.createDirectories(folder.resolve(recording.path()).getParent());
    }
    AtomicInteger next = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> workers =
          IntStream.range(0, threads)
              .<Future<?>>mapToObj(
                  i -> executor.submit(() -> work(folder, recordings, next, done, spoken)))
              .toList();
      for (Future<?> worker : workers) {
        await(worker);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static void await(Future<?> worker) throws IOException {
    try {
      worker.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      throw new IllegalStateException("speaking failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while speaking", e);
    }
  }

  private static void work(
      Path folder,
      List<Recording> recordings,
      AtomicInteger next,
      AtomicInteger done,
      IntConsumer spoken) {
    try (SpeechSynthesizer synthesizer = new SpeechSynthesizer()) {
      for (int i = next.getAndIncrement(); i < recordings.size(); i = next.getAndIncrement()) {
        Recording recording = recordings.get(i);
        short[] samples = synthesizer.speak(recording.text(), recording.prosody());
        SoundFile.write(
            folder.resolve(recording.path()),
            recording.format(),
            stretched(samples, recording.samplingRateHz()),
            recording.samplingRateHz());
        spoken.accept(done.incrementAndGet());
      }
    } catch (IOException e) {
      // Others stop too: there is no use in going on without this file.
      next.set(recordings.size());
      throw new UncheckedIOException(e);
    }
  }

  /** To a higher sampling rate, with straight lines between the samples. */
  private static short[] stretched(short[] samples, int samplingRateHz) {
    if (samplingRateHz == SpeechSynthesizer.SAMPLE_RATE_HZ) {
      return samples;
    }
    int length = (int) ((long) samples.length * samplingRateHz / SpeechSynthesizer.SAMPLE_RATE_HZ);
    short[] stretched = new short[length];
    for (int i = 0; i < length; i++) {
      double position = i * (double) SpeechSynthesizer.SAMPLE_RATE_HZ / samplingRateHz;
      int before = (int) position;
      int after = Math.min(before + 1, samples.length - 1);
      double share = position - before;
      stretched[i] = (short) Math.round((1 - share) * samples[before] + share * samples[after]);
    }
    return stretched;
  }
}
