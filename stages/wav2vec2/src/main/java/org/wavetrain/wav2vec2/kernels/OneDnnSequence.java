package org.wavetrain.wav2vec2.kernels;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Primitives that run one after the other: copies of arrays into another layout or precision, the
 * operation itself, and the copy of its result. What is copied lies in scratch memory meanwhile.
 */
final class OneDnnSequence implements OneDnnResource {
  private final List<Step> steps = new ArrayList<>();

  /** A primitive and which of the sequence's arrays it gets. */
  private record Step(OneDnnPrimitive primitive, int[] arrays) {}

  /** Adds a primitive that gets some of the arrays, in this order. */
  OneDnnSequence then(OneDnnPrimitive primitive, List<Integer> arrays) {
    steps.add(new Step(primitive, arrays.stream().mapToInt(Integer::intValue).toArray()));
    return this;
  }

  void run(INDArray... arrays) {
    for (Step step : steps) {
      INDArray[] chosen = new INDArray[step.arrays().length];
      for (int index = 0; index < chosen.length; index++) {
        chosen[index] = arrays[step.arrays()[index]];
      }
      step.primitive().run(chosen);
    }
  }

  @Override
  public void retain() {
    steps.forEach(step -> step.primitive().retain());
  }

  @Override
  public void close() {
    steps.forEach(step -> step.primitive().close());
  }
}
