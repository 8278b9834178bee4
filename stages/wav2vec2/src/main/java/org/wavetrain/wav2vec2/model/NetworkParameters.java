package org.wavetrain.wav2vec2.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.layer.FlatVector;
import org.wavetrain.wav2vec2.layer.LayerFunction;
import org.wavetrain.wav2vec2.layer.NativeArrays;
import org.wavetrain.wav2vec2.layer.Parameter;
import org.wavetrain.wav2vec2.random.StepRandom;

/** A network's flat vectors and the tensors that they are made of. */
final class NetworkParameters {
  private final INDArray values;
  private final INDArray gradient;
  private final List<ParameterSlot> layout;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, INDArray> namedValues;
  private final Map<String, INDArray> namedGradients;

  NetworkParameters(StepGraph graph, Map<String, LayerFunction> functions) {
    values = graph.params().reshape(graph.params().length());
    gradient = graph.getFlattenedGradients().reshape(values.length());
    List<ParameterSlot> slots = new ArrayList<>();
    functions.forEach(
        (vertex, function) -> {
          Map<String, INDArray> views = graph.getLayer(vertex).paramTable();
          for (Parameter parameter : function.parameters()) {
            parameters.put(parameter.name(), parameter);
            slots.add(
                new ParameterSlot(
                    parameter.name(),
                    parameter.shape(),
                    views.get(parameter.name()).offset() - values.offset(),
                    parameter.length(),
                    function.trainable()));
          }
        });
    slots.sort(Comparator.comparingLong(ParameterSlot::offset));
    layout = List.copyOf(slots);
    namedValues = views(values);
    namedGradients = views(gradient);
  }

  private Map<String, INDArray> views(INDArray flat) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    for (ParameterSlot slot : layout) {
      views.put(
          slot.name(),
          flat.get(NDArrayIndex.interval(slot.offset(), slot.offset() + slot.length()))
              .reshape('c', slot.shape()));
    }
    return Collections.unmodifiableMap(views);
  }

  INDArray values() {
    return values;
  }

  INDArray gradient() {
    return gradient;
  }

  List<ParameterSlot> layout() {
    return layout;
  }

  Map<String, INDArray> namedValues() {
    return namedValues;
  }

  Map<String, INDArray> namedGradients() {
    return namedGradients;
  }

  void initialise(long seed) {
    StepRandom random = new StepRandom(seed, 0);
    namedValues.forEach(
        (name, view) -> {
          float[] drawn = new float[Math.toIntExact(view.length())];
          parameters.get(name).start().fill(drawn, random.stream(name, "initial"));
          NativeArrays.write(drawn, view);
        });
  }

  LoadReport load(Map<String, Tensor> tensors) {
    TreeSet<String> missing = new TreeSet<>(namedValues.keySet());
    missing.remove(TensorNames.MASK_VECTOR);
    List<String> unused = new ArrayList<>();
    tensors.forEach(
        (givenName, tensor) -> {
          String name = TensorNames.canonical(givenName);
          INDArray view = namedValues.get(name);
          if (view == null) {
            unused.add(givenName);
            return;
          }
          copy(name, tensor, view);
          missing.remove(name);
        });
    return new LoadReport(List.copyOf(missing), unused);
  }

  private static void copy(String name, Tensor tensor, INDArray view) {
    if (!Arrays.equals(tensor.shape(), view.shape())) {
      throw new UserFailure(
          ModelError.MODEL_TENSORS_MISMATCHED,
          "Tensor %s has shape %s, but the model needs %s."
              .formatted(name, Arrays.toString(tensor.shape()), Arrays.toString(view.shape())),
          "Use the checkpoint with the configuration that it was trained with.");
    }
    if (view.dataType() == DataType.DOUBLE) {
      NativeArrays.write(tensor.toDoubles(), view);
    } else {
      NativeArrays.write(tensor.toFloats(), view);
    }
  }

  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    namedValues.forEach(
        (name, view) ->
            tensors.put(
                name,
                view.dataType() == DataType.FLOAT
                    ? Tensor.live(new FlatVector(view)::read, view.shape())
                    : Tensor.of(NativeArrays.floats(view), view.shape())));
    return tensors;
  }
}
