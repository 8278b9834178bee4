package org.wavetrain.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.UsableScores;

/** An ONNX file that ONNX Runtime has opened; owns the runtime's native memory. */
final class RuntimeSession implements AutoCloseable {
  private final OrtSession session;

  private RuntimeSession(OrtSession session) {
    this.session = session;
  }

  /**
   * Opens a file, which is not needed any more then.
   *
   * @throws UserFailure {@code EXPORT_MODEL_REFUSED}
   */
  static RuntimeSession open(Path file) {
    try {
      return new RuntimeSession(OrtEnvironment.getEnvironment().createSession(file.toString()));
    } catch (OrtException e) {
      throw new UserFailure(
          RecognitionError.EXPORT_MODEL_REFUSED,
          // Its own words name places in its sources; they are in the trace.
          "ONNX Runtime refuses the file %s (%s).".formatted(file, e.getCode()),
          "Export the model again: the file is damaged, or no ONNX model.",
          e);
    }
  }

  /** Whether the file has an output of that name. */
  boolean gives(String output) {
    return session.getOutputNames().contains(output);
  }

  /** An input, which is the caller's to close. */
  OnnxTensor tensor(float[] values, long... shape) {
    try {
      return OnnxTensor.createTensor(
          OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), shape);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime takes no " + values.length + " numbers", e);
    }
  }

  /**
   * The values of the wanted outputs, each row-major.
   *
   * @throws UserFailure {@code EXPORT_SCORES_INVALID} when some are no numbers
   */
  float[][] run(Map<String, OnnxTensor> inputs, List<String> outputs) {
    try (OrtSession.Result result = session.run(inputs)) {
      float[][] copies = new float[outputs.size()][];
      for (int index = 0; index < copies.length; index++) {
        FloatBuffer values =
            ((OnnxTensor) result.get(outputs.get(index)).orElseThrow()).getFloatBuffer();
        copies[index] = new float[values.remaining()];
        values.get(copies[index]);
        requireUsable(copies[index]);
      }
      return copies;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime fails on its input", e);
    }
  }

  private static void requireUsable(float[] scores) {
    int missing = UsableScores.missing(scores, 0, scores.length);
    if (missing > 0) {
      throw new UserFailure(
          RecognitionError.EXPORT_SCORES_INVALID,
          "Of the %d scores that the model gives, %d are no numbers."
              .formatted(scores.length, missing),
          "Take another version of the model: this one has weights that are no numbers, or too"
              + " large.");
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime fails to close a model", e);
    }
  }
}
