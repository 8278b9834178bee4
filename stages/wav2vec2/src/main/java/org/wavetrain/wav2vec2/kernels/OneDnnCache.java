package org.wavetrain.wav2vec2.kernels;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/**
 * Keeps the primitives used last, by operation and shape.
 *
 * @param <T> what is kept
 */
final class OneDnnCache<T extends OneDnnResource> implements AutoCloseable {
  private static final int INITIAL_CAPACITY = 256;
  private static final float LOAD_FACTOR = 0.75f;

  private final Map<Key, T> primitives;

  OneDnnCache(int capacity) {
    primitives =
        new LinkedHashMap<>(INITIAL_CAPACITY, LOAD_FACTOR, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, T> eldest) {
            if (size() <= capacity) {
              return false;
            }
            eldest.getValue().close();
            return true;
          }
        };
  }

  /**
   * The primitive of this operation and shape, made if it is new. Other native objects that the
   * maker makes are freed.
   */
  T get(Key key, Supplier<T> maker) {
    T known = primitives.get(key);
    if (known != null) {
      return known;
    }
    try (PointerScope descriptions = new PointerScope()) {
      T made = maker.get();
      made.retain();
      primitives.put(key, made);
      return made;
    }
  }

  @Override
  public void close() {
    primitives.values().forEach(OneDnnResource::close);
    primitives.clear();
  }

  /** What tells primitives apart. */
  static final class Key {
    private final OneDnnOperation operation;
    private final long[] numbers;

    Key(OneDnnOperation operation, long[]... numbers) {
      this.operation = operation;
      int length = numbers.length;
      for (long[] part : numbers) {
        length += part.length;
      }
      this.numbers = new long[length];
      int position = 0;
      for (long[] part : numbers) {
        this.numbers[position++] = part.length;
        System.arraycopy(part, 0, this.numbers, position, part.length);
        position += part.length;
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && operation == key.operation
          && Arrays.equals(numbers, key.numbers);
    }

    @Override
    public int hashCode() {
      return operation.hashCode() * 31 + Arrays.hashCode(numbers);
    }
  }
}
