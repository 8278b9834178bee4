package org.wavetrain.website;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What was used last, so much of it as fits; the rest is made again. Safe for several threads. */
final class Latest<K, V> {
  private static final float LOAD = 0.75f;

  private final Map<K, V> kept;

  /**
   * @param most so many are kept
   */
  Latest(int most) {
    this.kept =
        new LinkedHashMap<>(most, LOAD, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        };
  }

  synchronized Optional<V> find(K key) {
    return Optional.ofNullable(kept.get(key));
  }

  synchronized void put(K key, V value) {
    kept.put(key, value);
  }

  /** What is kept, or else what is made now. Two threads may make the same. */
  V get(K key, Supplier<V> making) {
    Optional<V> known = find(key);
    if (known.isPresent()) {
      return known.get();
    }
    V made = making.get();
    put(key, made);
    return made;
  }
}
