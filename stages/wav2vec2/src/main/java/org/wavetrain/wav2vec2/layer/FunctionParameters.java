package org.wavetrain.wav2vec2.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells DL4J how a function's parameters lie in the flat vectors; values are set elsewhere. */
final class FunctionParameters implements ParamInitializer {
  private final LayerFunction function;

  FunctionParameters(LayerFunction function) {
    this.function = function;
  }

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return count();
  }

  @Override
  public long numParams(Layer layer) {
    return count();
  }

  private long count() {
    return function.parameters().stream().mapToLong(Parameter::length).sum();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return function.parameters().stream().map(Parameter::name).toList();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return paramKeys(layer);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return true;
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray vector, boolean initialise) {
    function.parameters().forEach(parameter -> configuration.addVariable(parameter.name()));
    return views(vector);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray vector) {
    return views(vector);
  }

  private Map<String, INDArray> views(INDArray vector) {
    if (vector == null) {
      return new LinkedHashMap<>();
    }
    return new LinkedHashMap<>(new ParameterViews(vector, function.parameters()).byName());
  }
}
