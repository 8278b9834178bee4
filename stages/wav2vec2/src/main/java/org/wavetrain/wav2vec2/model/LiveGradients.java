package org.wavetrain.wav2vec2.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.layer.NativeArrays;

/**
 * Gives back what a vertex took of the arena while gradients that lie above it are still to be
 * read: those move down.
 */
final class LiveGradients {
  private final Arena arena;

  LiveGradients(Arena arena) {
    this.arena = arena;
  }

  /**
   * Gives back what was taken since a mark, except for the gradients.
   *
   * @param vertices those whose gradients are still to be read
   */
  void release(long mark, List<GraphVertex> vertices) {
    List<GraphVertex> above = new ArrayList<>();
    for (GraphVertex vertex : vertices) {
      if (arena.holds(NativeArrays.address(vertex.getEpsilon()), mark)) {
        if (!NativeArrays.dense(vertex.getEpsilon())) {
          // Its elements lie among others: all stay until the end of the step.
          return;
        }
        above.add(vertex);
      }
    }
    above.sort(Comparator.comparingLong(vertex -> NativeArrays.address(vertex.getEpsilon())));
    arena.release(mark);
    for (GraphVertex vertex : above) {
      INDArray old = vertex.getEpsilon();
      INDArray moved = NativeArrays.empty(old.dataType(), old.shape());
      NativeArrays.move(old, moved);
      vertex.setEpsilon(moved);
    }
  }
}
