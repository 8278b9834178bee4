package org.wavetrain.recognition;

import ai.onnxruntime.OnnxTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/** An exported model in ONNX Runtime, with the input processing that its folder asks for. */
final class OnnxModel implements AutoCloseable {
  /** The file that every export has. */
  static final String FILE = OnnxFile.path(OnnxFile.MODEL, LinearPrecision.FLOAT32);

  private final Wav2Vec2Configuration configuration;
  private final FeatureExtractor featureExtractor;
  private final RuntimeSession session;

  private OnnxModel(
      Wav2Vec2Configuration configuration,
      FeatureExtractor featureExtractor,
      RuntimeSession session) {
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
    Path file = ExportedFolder.require(folder, name);
    Wav2Vec2Configuration configuration =
        Wav2Vec2Configuration.fromJson(ExportedFolder.require(folder, "config.json"));
    FeatureExtractor featureExtractor =
        FeatureExtractor.fromJson(ExportedFolder.require(folder, "preprocessor_config.json"));
    return new OnnxModel(configuration, featureExtractor, RuntimeSession.open(file));
  }

  Wav2Vec2Configuration configuration() {
    return configuration;
  }

  /**
   * What is to be known of a recording before parts of it can be run.
   *
   * @throws UserFailure {@code RECORDING_TOO_SHORT} when it is shorter than one frame
   */
  Level level(Recording recording) {
    Level level = Level.of(recording, featureExtractor.normalise());
    level.requireFrame(recording.name(), configuration.featureEncoder());
    return level;
  }

  /** Whether the file has an output of that name. */
  boolean gives(String output) {
    return session.gives(output);
  }

  /**
   * Runs one utterance or a piece of it.
   *
   * @param input at the level that the model takes
   * @param output the name of the wanted output
   * @return the output's values, row-major
   */
  float[] run(float[] input, String output) {
    return run(input, List.of(output))[0];
  }

  /**
   * Runs one utterance or a piece of it.
   *
   * @param input at the level that the model takes
   * @param outputs the names of the wanted outputs
   * @return the values of each, row-major
   */
  float[][] run(float[] input, List<String> outputs) {
    try (OnnxTensor tensor = session.tensor(input, 1, input.length)) {
      return session.run(Map.of(OnnxExporter.INPUT, tensor), outputs);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
