package org.wavetrain.recognition;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/** An exported model in ONNX Runtime, with the input processing that its folder asks for. */
final class OnnxModel implements AutoCloseable {
  /** The file that every export has. */
  static final String FILE = OnnxFile.path(OnnxFile.MODEL, LinearPrecision.FLOAT32);

  private final Wav2Vec2Configuration configuration;
  private final FeatureExtractor featureExtractor;
  private final OrtSession session;

  private OnnxModel(
      Wav2Vec2Configuration configuration, FeatureExtractor featureExtractor, OrtSession session) {
    this.configuration = configuration;
    this.featureExtractor = featureExtractor;
    this.session = session;
  }

  /**
   * Opens one ONNX file of an exported folder.
   *
   * @param name relative to the folder
   */
  static OnnxModel open(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new UserFailure(
          RecognitionError.EXPORT_FOLDER_INVALID,
          "The folder " + folder + " has no " + name + ".",
          "Name the folder of an exported model.");
    }
    Wav2Vec2Configuration configuration =
        Wav2Vec2Configuration.fromJson(folder.resolve("config.json"));
    FeatureExtractor featureExtractor =
        FeatureExtractor.fromJson(folder.resolve("preprocessor_config.json"));
    try {
      return new OnnxModel(
          configuration,
          featureExtractor,
          OrtEnvironment.getEnvironment().createSession(file.toString()));
    } catch (OrtException e) {
      throw new UserFailure(
          RecognitionError.EXPORT_MODEL_REFUSED,
          "ONNX Runtime refuses " + file + ": " + e.getMessage(),
          "Export the model again; the file is damaged.",
          e);
    }
  }

  Wav2Vec2Configuration configuration() {
    return configuration;
  }

  /**
   * Brings a whole recording into the form that the model takes.
   *
   * @param samples 16 kHz mono, full scale 1
   * @throws UserFailure {@code RECORDING_TOO_SHORT} when it is shorter than one frame
   */
  float[] prepare(float[] samples) {
    int shortest = configuration.featureEncoder().receptiveField();
    if (samples.length < shortest) {
      throw new UserFailure(
          RecognitionError.RECORDING_TOO_SHORT,
          "The recording has %d samples, but the model needs at least %d (%d ms)."
              .formatted(
                  samples.length, shortest, shortest * 1000 / featureExtractor.sampleRateHz()),
          "Give a longer recording.");
    }
    return WaveformBatch.of(List.of(samples), featureExtractor.normalise()).samples();
  }

  /** Whether the file has an output of that name. */
  boolean gives(String output) {
    return session.getOutputNames().contains(output);
  }

  /**
   * Runs one utterance or a piece of it.
   *
   * @param input what {@link #prepare} gives, or a part
   * @param output the name of the wanted output
   * @return the output's values, row-major
   */
  float[] run(float[] input, String output) {
    return run(input, List.of(output))[0];
  }

  /**
   * Runs one utterance or a piece of it.
   *
   * @param input what {@link #prepare} gives, or a part
   * @param outputs the names of the wanted outputs
   * @return the values of each, row-major
   */
  float[][] run(float[] input, List<String> outputs) {
    long[] shape = {1, input.length};
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), FloatBuffer.wrap(input), shape);
        OrtSession.Result result = session.run(Map.of(OnnxExporter.INPUT, tensor))) {
      float[][] copies = new float[outputs.size()][];
      for (int index = 0; index < copies.length; index++) {
        FloatBuffer values =
            ((OnnxTensor) result.get(outputs.get(index)).orElseThrow()).getFloatBuffer();
        copies[index] = new float[values.remaining()];
        values.get(copies[index]);
      }
      return copies;
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime fails on " + input.length + " samples", e);
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
