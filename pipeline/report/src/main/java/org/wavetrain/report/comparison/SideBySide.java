package org.wavetrain.report.comparison;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Asks servers for many things at a time: most of it is waiting. */
final class SideBySide {
  private static final int AT_A_TIME = 8;

  private SideBySide() {}

  /** How one thing is read. */
  @FunctionalInterface
  interface Reading<K, V> {
    V of(K key) throws IOException;
  }

  /** Reads each once; in the order of the keys. */
  static <K, V> Map<K, V> of(Stream<K> keys, Reading<K, V> reading) throws IOException {
    List<K> distinct = keys.distinct().toList();
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      Map<K, Future<V>> started = new LinkedHashMap<>();
      distinct.forEach(key -> started.put(key, threads.submit(() -> reading.of(key))));
      Map<K, V> read = new LinkedHashMap<>();
      for (Map.Entry<K, Future<V>> one : started.entrySet()) {
        read.put(one.getKey(), one.getValue().get());
      }
      return read;
    } catch (ExecutionException failure) {
      throw rethrown(failure.getCause());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading", interruption);
    } finally {
      threads.shutdownNow();
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }
}
