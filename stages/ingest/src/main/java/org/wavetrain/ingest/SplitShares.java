package org.wavetrain.ingest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.corpus.Split;

/** Draws speakers and sentences for the splits by the shares that are asked for. */
record SplitShares(SplitSettings settings) {
  /** What is left over goes to the last. */
  private static final List<Split> DRAWN = List.of(Split.TEST, Split.VALIDATION, Split.TRAIN);

  /**
   * Draws at least one for each split where there are enough.
   *
   * @param sorted so that the draw depends on nothing but the seed
   * @param purpose so that draws for different things differ
   */
  Map<String, Split> draw(Collection<String> sorted, EnumSet<Split> possible, String purpose) {
    List<String> items = new ArrayList<>(sorted);
    Collections.shuffle(items, NamedRandom.of(settings.seed(), purpose));
    List<Split> splits = DRAWN.stream().filter(possible::contains).toList();
    double shares = splits.stream().mapToDouble(this::share).sum();
    Map<String, Split> drawn = new HashMap<>();
    int start = 0;
    for (int i = 0; i < splits.size(); i++) {
      int others = splits.size() - 1 - i;
      int left = items.size() - start;
      int wanted = (int) Math.max(1, Math.round(share(splits.get(i)) / shares * items.size()));
      int count = others == 0 ? left : Math.min(wanted, Math.max(0, left - others));
      for (String item : items.subList(start, start + count)) {
        drawn.put(item, splits.get(i));
      }
      start += count;
    }
    return drawn;
  }

  private double share(Split split) {
    return switch (split) {
      case TEST -> settings.testShare();
      case VALIDATION -> settings.validationShare();
      case TRAIN -> 1 - settings.testShare() - settings.validationShare();
    };
  }
}
