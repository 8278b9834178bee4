package org.wavetrain.wav2vec2.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.wavetrain.wav2vec2.format.ModelFolder;

/** An ONNX file that ONNX Runtime has opened. */
record ExportedModel(OrtSession session) implements AutoCloseable {
  static ExportedModel open(Path file) throws OrtException {
    return new ExportedModel(OrtEnvironment.getEnvironment().createSession(file.toString()));
  }

  /** Exports a model that transcribes, in 32 bits, as {@code model.onnx}. */
  static ExportedModel transcriber(ModelFolder model, Path directory)
      throws IOException, OrtException {
    Path file = directory.resolve("model.onnx");
    OnnxExporter.writeCtc(file, model, LinearPrecision.FLOAT32);
    return open(file);
  }

  /** What an output is for one utterance. */
  float[] run(String output, float[] samples) throws OrtException {
    return run(output, samples, 1);
  }

  /**
   * What an output is for some utterances.
   *
   * @param samples of one after the other, all equally long
   */
  float[] run(String output, float[] samples, int batch) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {batch, samples.length / batch};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(samples), shape);
        OrtSession.Result result = session.run(Map.of(OnnxExporter.INPUT, input))) {
      FloatBuffer values = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      return copy;
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
