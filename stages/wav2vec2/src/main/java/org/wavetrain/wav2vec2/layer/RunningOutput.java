package org.wavetrain.wav2vec2.layer;

import java.util.List;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Runs an output function. In training, DL4J asks for the gradient first and for the score after
 * that, or for the score alone; the loss is computed by whichever comes first. Targets come through
 * the function, so DL4J's labels are of no use here.
 */
final class RunningOutput extends RunningLayer implements IOutputLayer {
  private static final long serialVersionUID = 1;

  private boolean evaluated;

  RunningOutput(NeuralNetConfiguration configuration, DataType dataType) {
    super(configuration, dataType);
  }

  private OutputFunction output() {
    return (OutputFunction) function();
  }

  private void evaluate() {
    if (!evaluated) {
      score = output().loss(input);
      evaluated = true;
    }
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray gradient, LayerWorkspaceMgr workspaces) {
    evaluate();
    return new Pair<>(gradients(), output().backward());
  }

  @Override
  public double computeScore(
      double regularisation, boolean training, LayerWorkspaceMgr workspaces) {
    evaluate();
    return score + regularisation;
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    super.setInput(input, workspaces);
    evaluated = false;
  }

  @Override
  public void clear() {
    super.clear();
    evaluated = false;
  }

  @Override
  public boolean needsLabels() {
    return false;
  }

  @Override
  public void setLabels(INDArray labels) {}

  @Override
  public INDArray getLabels() {
    return null;
  }

  @Override
  public INDArray computeScoreForExamples(double regularisation, LayerWorkspaceMgr workspaces) {
    throw unsupported();
  }

  @Override
  public double f1Score(DataSet data) {
    throw unsupported();
  }

  @Override
  public double f1Score(INDArray examples, INDArray labels) {
    throw unsupported();
  }

  @Override
  public int numLabels() {
    throw unsupported();
  }

  @Override
  public void fit(DataSetIterator data) {
    throw unsupported();
  }

  @Override
  public void fit(INDArray examples, INDArray labels) {
    throw unsupported();
  }

  @Override
  public void fit(DataSet data) {
    throw unsupported();
  }

  @Override
  public void fit(INDArray examples, int[] labels) {
    throw unsupported();
  }

  @Override
  public int[] predict(INDArray examples) {
    throw unsupported();
  }

  @Override
  public List<String> predict(DataSet data) {
    throw unsupported();
  }

  private static UnsupportedOperationException unsupported() {
    return new UnsupportedOperationException("a wav2vec 2.0 graph is trained by its network");
  }
}
