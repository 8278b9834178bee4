package org.wavetrain.wav2vec2.layer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A layer's part of a flat vector, of parameters or of gradients, seen as tensors. */
public final class ParameterViews {
  private final INDArray flat;
  private final Map<String, INDArray> views = new LinkedHashMap<>();
  private final Map<String, Long> offsets = new LinkedHashMap<>();

  ParameterViews(INDArray vector, List<Parameter> parameters) {
    flat = vector.reshape(vector.length());
    long offset = 0;
    for (Parameter parameter : parameters) {
      offsets.put(parameter.name(), offset);
      views.put(parameter.name(), span(offset, parameter.shape()));
      offset += parameter.length();
    }
  }

  INDArray get(String name) {
    return views.get(name);
  }

  /** Neighbouring tensors seen as one, from the first one's beginning on. */
  INDArray together(String first, long... shape) {
    return span(offsets.get(first), shape);
  }

  Map<String, INDArray> byName() {
    return Collections.unmodifiableMap(views);
  }

  void clear() {
    flat.assign(0);
  }

  private INDArray span(long offset, long[] shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return flat.get(NDArrayIndex.interval(offset, offset + length)).reshape('c', shape);
  }
}
