package org.wavetrain.training.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.wav2vec2.format.Tensor;

/**
 * The rows of a head's tensors, one for each symbol or class, before and after these changed.
 *
 * @param before the names that the model to start from has rows for, in their order
 * @param now the names that the new one has
 */
public record NamedRows(List<String> before, List<String> now) {
  public NamedRows {
    before = List.copyOf(before);
    now = List.copyOf(now);
  }

  /**
   * The tensors that both have, each row that belongs to a known name as it was, the others as they
   * are.
   *
   * @param old tensors [before, ...] by name
   * @param fresh tensors [now, ...] by name; others may be among them
   */
  public Map<String, Tensor> carry(Map<String, Tensor> old, Map<String, Tensor> fresh) {
    Map<String, Tensor> carried = new LinkedHashMap<>();
    fresh.forEach(
        (name, tensor) -> {
          if (old.containsKey(name)) {
            carried.put(name, carry(old.get(name), tensor));
          }
        });
    return carried;
  }

  private Tensor carry(Tensor old, Tensor fresh) {
    int width = Math.toIntExact(fresh.elements() / now.size());
    float[] from = old.toFloats();
    float[] to = fresh.toFloats();
    for (int row = 0; row < now.size(); row++) {
      int known = before.indexOf(now.get(row));
      if (known >= 0) {
        System.arraycopy(from, known * width, to, row * width, width);
      }
    }
    return Tensor.of(to, fresh.shape());
  }

  /** Whether nothing changed. */
  public boolean same() {
    return before.equals(now);
  }

  /** For example {@code kept for 3 of 5: new are d, e}. */
  public String summary() {
    List<String> unknown = now.stream().filter(name -> !before.contains(name)).toList();
    String kept = "kept for %d of %d".formatted(now.size() - unknown.size(), now.size());
    return unknown.isEmpty() ? kept : kept + ": new are " + String.join(", ", unknown);
  }
}
