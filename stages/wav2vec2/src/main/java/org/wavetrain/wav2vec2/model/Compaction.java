package org.wavetrain.wav2vec2.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.layer.NativeArrays;

/**
 * Gives back memory of an arena while arrays that lie in it are still to be read: those move down.
 */
final class Compaction {
  private final Arena arena;

  Compaction(Arena arena) {
    this.arena = arena;
  }

  /**
   * Gives back what was taken since a mark, except for some arrays.
   *
   * @param live those that are still to be read; the same memory may be named more than once
   */
  void release(long mark, List<LiveArray> live) {
    SortedMap<Long, List<LiveArray>> above = new TreeMap<>();
    for (LiveArray one : live) {
      long position = arena.position(NativeArrays.address(one.array()));
      if (position >= mark) {
        if (!NativeArrays.dense(one.array())) {
          // Its elements lie among others: all stay until the end of the step.
          return;
        }
        above.computeIfAbsent(position, none -> new ArrayList<>()).add(one);
      }
    }
    arena.release(mark);
    above.values().forEach(Compaction::move);
  }

  private static void move(List<LiveArray> same) {
    INDArray old = same.get(0).array();
    INDArray moved = NativeArrays.empty(old.dataType(), old.shape());
    if (NativeArrays.address(moved) != NativeArrays.address(old)) {
      NativeArrays.move(old, moved);
    }
    for (LiveArray one : same) {
      one.reader().accept(moved.reshape('c', one.array().shape()));
    }
  }
}
