package org.wavetrain.wav2vec2.model;

import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A computation graph that also scores within an arena of the caller, which DL4J's own refuses. */
final class StepGraph extends ComputationGraph {
  private static final long serialVersionUID = 1;

  StepGraph(ComputationGraphConfiguration configuration) {
    super(configuration);
  }

  /** Every vertex's output, without training. */
  Map<String, INDArray> activations(INDArray input) {
    LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    Map<String, INDArray> activations = new HashMap<>();
    for (int index : topologicalOrder) {
      GraphVertex vertex = vertices[index];
      INDArray output = vertex.isInputVertex() ? input : vertex.doForward(false, workspaces);
      activations.put(vertex.getVertexName(), output);
      VertexIndices[] consumers = vertex.getOutputVertices();
      for (int consumer = 0; consumers != null && consumer < consumers.length; consumer++) {
        vertices[consumers[consumer].getVertexIndex()].setInput(
            consumers[consumer].getVertexEdgeNumber(), output, workspaces);
      }
    }
    for (GraphVertex vertex : vertices) {
      vertex.clear();
    }
    return activations;
  }
}
