package org.wavetrain.training.loop;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.model.SpeechNetwork;

/** What a wav2vec 2.0 network is trained to do. */
public interface NetworkObjective extends TrainingObjective {
  /** What is trained. */
  SpeechNetwork network();

  @Override
  default INDArray parameters() {
    return network().parameters();
  }

  @Override
  default INDArray gradient() {
    return network().gradient();
  }

  @Override
  default Map<String, Tensor> tensors() {
    return network().tensors();
  }

  @Override
  default void load(Map<String, Tensor> tensors) {
    network().load(tensors);
  }
}
