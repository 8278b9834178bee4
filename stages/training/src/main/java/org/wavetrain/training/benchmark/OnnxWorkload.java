package org.wavetrain.training.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/** The exported model with random weights in ONNX Runtime. */
final class OnnxWorkload implements Workload {
  private final OrtSession session;
  private final OnnxTensor input;
  private final double productFlops;

  private OnnxWorkload(OrtSession session, OnnxTensor input, double productFlops) {
    this.session = session;
    this.input = input;
    this.productFlops = productFlops;
  }

  static OnnxWorkload of(
      BenchmarkSettings settings, Wav2Vec2Configuration configuration, Path exported) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      WaveformBatch batch = new BenchmarkInput(settings).waveforms();
      options.setIntraOpNumThreads(settings.threads());
      return new OnnxWorkload(
          environment.createSession(exported.toString(), options),
          OnnxTensor.createTensor(
              environment,
              FloatBuffer.wrap(batch.samples()),
              new long[] {batch.size(), batch.paddedLength()}),
          ProductCount.transcribing(configuration, settings.batch(), settings.samples()).forward());
    } catch (OrtException refused) {
      throw new IllegalStateException("ONNX Runtime refuses an exported model", refused);
    }
  }

  @Override
  public void step(int number) {
    try (OrtSession.Result result = session.run(Map.of(OnnxExporter.INPUT, input))) {
      if (result.get(OnnxExporter.OUTPUT).isEmpty()) {
        throw new IllegalStateException("an exported model has no " + OnnxExporter.OUTPUT);
      }
    } catch (OrtException failure) {
      throw new IllegalStateException("ONNX Runtime fails on an exported model", failure);
    }
  }

  @Override
  public double productFlops() {
    return productFlops;
  }

  @Override
  public void close() {
    input.close();
    try {
      session.close();
    } catch (OrtException failure) {
      throw new IllegalStateException("ONNX Runtime fails to close a model", failure);
    }
  }
}
