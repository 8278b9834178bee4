package org.wavetrain.training.optimizer;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a {@link ParameterRange}, small enough that its values, gradient and moments stay in
 * the cache of one core.
 */
record Block(int offset, int length, int range) {
  static final int CAPACITY = 16_384;

  static List<Block> cut(List<ParameterRange> ranges) {
    List<Block> blocks = new ArrayList<>();
    for (int range = 0; range < ranges.size(); range++) {
      long end = ranges.get(range).offset() + ranges.get(range).length();
      for (long offset = ranges.get(range).offset(); offset < end; offset += CAPACITY) {
        int length = (int) Math.min(CAPACITY, end - offset);
        blocks.add(new Block(Math.toIntExact(offset), length, range));
      }
    }
    return List.copyOf(blocks);
  }
}
