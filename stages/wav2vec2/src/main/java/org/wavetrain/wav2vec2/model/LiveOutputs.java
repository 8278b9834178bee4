package org.wavetrain.wav2vec2.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The outputs of a forward pass that no backward pass follows. Each is given back, with all that
 * was taken to make it, as soon as every vertex that reads it has run.
 */
final class LiveOutputs {
  private static final VertexIndices[] NONE = {};

  /** The arena's mark before a pass, whose inputs are the first thing in it. */
  private static final long START = 0;

  private final GraphVertex[] vertices;
  private final Set<String> wanted;
  private final Compaction compaction;
  private final Set<Integer> run = new HashSet<>();
  private final Map<Integer, INDArray> outputs = new HashMap<>();

  /**
   * @param wanted vertices whose outputs stay to the end
   */
  LiveOutputs(GraphVertex[] vertices, Set<String> wanted, Compaction compaction) {
    this.vertices = vertices;
    this.wanted = wanted;
    this.compaction = compaction;
  }

  /** Takes up what a vertex gave to those that read it, and gives back what nobody will read. */
  void add(GraphVertex vertex, INDArray output) {
    run.add(vertex.getVertexIndex());
    outputs.put(vertex.getVertexIndex(), output);
    outputs.keySet().removeIf(index -> !isRead(vertices[index]));
    List<LiveArray> live =
        outputs.entrySet().stream()
            .map(one -> new LiveArray(one.getValue(), moved -> move(one.getKey(), moved)))
            .toList();
    compaction.release(START, live);
  }

  /** The outputs of the wanted vertices, by their names. */
  Map<String, INDArray> wanted() {
    Map<String, INDArray> found = new HashMap<>();
    outputs.forEach((index, output) -> found.put(vertices[index].getVertexName(), output));
    found.keySet().retainAll(wanted);
    return found;
  }

  private boolean isRead(GraphVertex vertex) {
    return wanted.contains(vertex.getVertexName())
        || Arrays.stream(readers(vertex))
            .anyMatch(reader -> !run.contains(reader.getVertexIndex()));
  }

  private void move(int index, INDArray moved) {
    outputs.put(index, moved);
    for (VertexIndices reader : readers(vertices[index])) {
      if (!run.contains(reader.getVertexIndex())) {
        vertices[reader.getVertexIndex()].setInput(
            reader.getVertexEdgeNumber(), moved, LayerWorkspaceMgr.noWorkspaces());
      }
    }
  }

  private static VertexIndices[] readers(GraphVertex vertex) {
    return vertex.getOutputVertices() == null ? NONE : vertex.getOutputVertices();
  }
}
