package org.wavetrain.wav2vec2.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where the layers of one network find the step in hand. */
public final class CurrentStep {
  /** As low as makes a probability zero, without the infinities that would make 0/0. */
  private static final float HIDDEN = -1e30f;

  private Step step;
  private INDArray attentionMask;

  /** Starts a step. */
  public void begin(Step next) {
    end();
    step = next;
  }

  /** Frees the step's arrays. */
  public void end() {
    if (attentionMask != null) {
      attentionMask.close();
      attentionMask = null;
    }
  }

  Step get() {
    return step;
  }

  /** What hides padding when added to attention scores, [batch, 1, 1, frames]. */
  INDArray attentionMask(DataType dataType) {
    if (attentionMask == null) {
      int frames = step.frames();
      float[] values = new float[step.batch() * frames];
      for (int utterance = 0; utterance < step.batch(); utterance++) {
        for (int frame = step.frameLengths()[utterance]; frame < frames; frame++) {
          values[utterance * frames + frame] = HIDDEN;
        }
      }
      // All layers read it, whatever the step's arena gives back between them.
      try (MemoryWorkspace outside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
        attentionMask = Nd4j.createUninitialized(dataType, step.batch(), 1, 1, frames);
        NativeArrays.write(values, attentionMask);
      }
    }
    return attentionMask;
  }
}
