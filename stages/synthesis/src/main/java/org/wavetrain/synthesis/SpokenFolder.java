package org.wavetrain.synthesis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Speaks many recordings into WAV files, with one voice per thread. */
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
        writeWave(folder.resolve(recording.path()), samples);
        spoken.accept(done.incrementAndGet());
      }
    } catch (IOException e) {
      // Others stop too: there is no use in going on without this file.
      next.set(recordings.size());
      throw new UncheckedIOException(e);
    }
  }

  private static void writeWave(Path file, short[] samples) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples);
    AudioFormat format = new AudioFormat(SpeechSynthesizer.SAMPLE_RATE_HZ, 16, 1, true, false);
    try (AudioInputStream audio =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, samples.length)) {
      AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
    }
  }
}
