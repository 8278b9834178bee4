package org.wavetrain.training.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import org.wavetrain.wav2vec2.onnx.OnnxExporter;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** Exports a model with random weights for ONNX Runtime, in a process of its own. */
final class RandomExport {
  private RandomExport() {}

  /** Writes what the settings, the first argument, ask for to the file that the second names. */
  public static void main(String[] arguments) throws IOException {
    BenchmarkSettings settings =
        new ObjectMapper().readValue(arguments[0], BenchmarkSettings.class);
    write(settings, Path.of(arguments[1]));
    System.exit(0);
  }

  private static void write(BenchmarkSettings settings, Path file) throws IOException {
    Wav2Vec2Configuration configuration = settings.size().configuration();
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
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
      OnnxExporter.writeCtc(file, model, settings.onnx());
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
}
