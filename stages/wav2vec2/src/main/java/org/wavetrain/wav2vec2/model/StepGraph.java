package org.wavetrain.wav2vec2.model;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.layer.GraphLayer;
import org.wavetrain.wav2vec2.layer.NativeArrays;

/**
 * A computation graph whose passes run wholly within the arena that the caller has opened. DL4J's
 * own passes leave the caller's workspaces before each layer, so that every activation would be new
 * native memory.
 */
final class StepGraph extends ComputationGraph {
  private static final long serialVersionUID = 1;
  private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

  private final transient Arena arena;
  private final transient Compaction compaction;
  private transient Set<String> resting = Set.of();

  /**
   * @param arena what the caller opens around each pass
   */
  StepGraph(ComputationGraphConfiguration configuration, Arena arena) {
    super(configuration);
    this.arena = arena;
    this.compaction = new Compaction(arena);
  }

  /**
   * Spares the vertices of these names their backward pass from now on. Their gradients are left as
   * they are, and those of all vertices before them would be wrong.
   */
  void rest(Set<String> names) {
    resting = Set.copyOf(names);
  }

  /**
   * The outputs of some vertices, without training.
   *
   * @param input made in the arena before all else
   */
  Map<String, INDArray> activations(INDArray input, Set<String> wanted) {
    setInputs(input);
    LiveOutputs outputs = new LiveOutputs(vertices, wanted, compaction);
    for (int index : topologicalOrder) {
      outputs.add(vertices[index], forward(vertices[index], false));
    }
    clearVertices();
    return outputs.wanted();
  }

  /**
   * Forward pass, backward pass and score of the inputs that were set, which were made in the arena
   * before all else. What the forward pass takes for a vertex is given back after its backward
   * pass, or at once as long as there were only vertices without one.
   */
  @Override
  public void computeGradientAndScore() {
    LiveOutputs outputs = new LiveOutputs(vertices, Set.of(), compaction);
    boolean oneWay = true;
    long[] marks = new long[vertices.length];
    for (int index : topologicalOrder) {
      GraphVertex vertex = vertices[index];
      oneWay &= !goesBack(vertex);
      marks[index] = arena.mark();
      if (!isOutput(vertex)) {
        INDArray output = forward(vertex, true);
        if (oneWay) {
          outputs.add(vertex, output);
        }
      }
    }
    boolean[] reached = new boolean[vertices.length];
    for (int position = topologicalOrder.length - 1; position >= 0; position--) {
      int index = topologicalOrder[position];
      if (goesBack(vertices[index])) {
        backward(vertices[index], reached);
        reached[index] = false;
        compaction.release(marks[index], gradients(reached));
      }
    }
    score = 0;
    for (String output : configuration.getNetworkOutputs()) {
      score += ((IOutputLayer) getLayer(output)).computeScore(0, true, NO_WORKSPACES);
    }
    gradient = new DefaultGradient(flattenedGradients);
    clearVertices();
  }

  /** Whether anything is computed in the vertex's backward pass. */
  private boolean goesBack(GraphVertex vertex) {
    boolean trained =
        !vertex.hasLayer() || ((GraphLayer) vertex.getLayer().conf().getLayer()).trainable();
    return trained && !vertex.isInputVertex() && !resting.contains(vertex.getVertexName());
  }

  private List<LiveArray> gradients(boolean[] reached) {
    return IntStream.range(0, vertices.length)
        .filter(index -> reached[index])
        .mapToObj(index -> vertices[index])
        .map(vertex -> new LiveArray(vertex.getEpsilon(), vertex::setEpsilon))
        .toList();
  }

  private INDArray forward(GraphVertex vertex, boolean training) {
    INDArray output =
        vertex.isInputVertex()
            ? getInput(vertex.getVertexIndex())
            : vertex.doForward(training, NO_WORKSPACES);
    VertexIndices[] consumers = vertex.getOutputVertices();
    if (consumers != null) {
      for (VertexIndices consumer : consumers) {
        vertices[consumer.getVertexIndex()].setInput(
            consumer.getVertexEdgeNumber(), output, NO_WORKSPACES);
      }
    }
    return output;
  }

  /** Adds to the gradients of the vertices that this one reads from. */
  private void backward(GraphVertex vertex, boolean[] reached) {
    INDArray[] ofInputs = vertex.doBackward(false, NO_WORKSPACES).getSecond();
    VertexIndices[] sources = vertex.getInputVertices();
    for (int edge = 0; edge < sources.length; edge++) {
      GraphVertex source = vertices[sources[edge].getVertexIndex()];
      if (!goesBack(source)) {
        continue;
      }
      if (reached[source.getVertexIndex()]) {
        source.getEpsilon().addi(ofInputs[edge]);
      } else {
        INDArray gradient = ofInputs[edge];
        source.setEpsilon(NativeArrays.dense(gradient) ? gradient : gradient.dup('c'));
        reached[source.getVertexIndex()] = true;
      }
    }
  }

  private static boolean isOutput(GraphVertex vertex) {
    return vertex.hasLayer() && vertex.getLayer() instanceof IOutputLayer;
  }

  private void clearVertices() {
    for (GraphVertex vertex : vertices) {
      vertex.clear();
    }
  }
}
