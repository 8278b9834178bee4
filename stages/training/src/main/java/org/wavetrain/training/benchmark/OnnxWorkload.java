package org.wavetrain.training.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;
import org.wavetrain.wav2vec2.text.Vocabulary;

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
      BenchmarkSettings settings, Wav2Vec2Configuration configuration, Kernels kernels)
      throws IOException {
    Path file = Files.createTempFile("wavetrain-benchmark", ".onnx");
    try {
      export(configuration, kernels, file);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      WaveformBatch batch = new BenchmarkInput(settings).waveforms();
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(settings.threads());
        return new OnnxWorkload(
            environment.createSession(file.toString(), options),
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(batch.samples()),
                new long[] {batch.size(), batch.paddedLength()}),
            ProductCount.transcribing(configuration, settings.batch(), settings.samples())
                .forward());
      }
    } catch (OrtException refused) {
      throw new IllegalStateException("ONNX Runtime refuses an exported model", refused);
    } finally {
      Files.delete(file);
    }
  }

  private static void export(Wav2Vec2Configuration configuration, Kernels kernels, Path file)
      throws IOException {
    try (CtcNetwork network =
        CtcNetwork.create(
            configuration,
            CtcOptions.lastLayer(configuration),
            NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      ModelFolder model =
          new ModelFolder(
              configuration,
              network.tensors(),
              FeatureExtractor.normalising(false),
              Optional.of(vocabulary(configuration.ctcHead().vocabularySize())));
      OnnxExporter.writeCtc(file, model);
    }
  }

  /** As many symbols as the head has, whichever they are. */
  private static Vocabulary vocabulary(int size) {
    int special = Vocabulary.ofAlphabet(List.of("a")).size() - 1;
    return Vocabulary.ofAlphabet(
        IntStream.range(0, size - special)
            .mapToObj(index -> Character.toString('a' + index))
            .toList());
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
