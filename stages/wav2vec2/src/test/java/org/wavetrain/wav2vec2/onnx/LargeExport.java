package org.wavetrain.wav2vec2.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * Draws a large model, writes it as a folder, and from that as ONNX. A process of its own, whose
 * heap can be limited.
 */
final class LargeExport {
  /** Where the floats go. */
  static final String FLOATS = "model.onnx";

  /** Where the 8-bit integers go. */
  static final String INTEGERS = "model_quantized.onnx";

  private LargeExport() {}

  /**
   * @param arguments the folder to write to
   */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Path folder = directory.resolve("model");
    Wav2Vec2Configuration large = Wav2Vec2Configuration.large();
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                large, CtcOptions.lastLayer(large), NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      new ModelFolder(
              large,
              network.tensors(),
              FeatureExtractor.normalising(true),
              Optional.of(vocabulary(large.ctcHead().vocabularySize())))
          .write(folder);
    }
    ModelFolder model = ModelFolder.read(folder);
    OnnxExporter.writeCtc(directory.resolve(FLOATS), model);
    OnnxExporter.writeCtc(directory.resolve(INTEGERS), model, LinearPrecision.INT8_REDUCED);
  }

  private static Vocabulary vocabulary(int size) {
    int special = Vocabulary.ofAlphabet(List.of("a")).size() - 1;
    return Vocabulary.ofAlphabet(
        IntStream.range(0, size - special)
            .mapToObj(index -> Character.toString('a' + index))
            .toList());
  }
}
