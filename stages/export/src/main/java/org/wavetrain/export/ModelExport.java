package org.wavetrain.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/** Exports a model folder without a pipeline: any of Hugging Face's layout, ours or not. */
public final class ModelExport {
  private static final List<Integer> NOISE_SAMPLES = List.of(16_000, 16_321, 40_000);

  private final ExportWriter writer;

  /**
   * @param exits where the scores of early exits go
   * @param integers whether there are 8-bit files too
   */
  public ModelExport(ExitFiles exits, Integers integers) {
    this.writer = new ExportWriter(exits, integers);
  }

  /**
   * Writes what the export stage writes, without a model card, and checks on noise that ONNX
   * Runtime computes what the engine does.
   *
   * @param source a folder with a model that transcribes, or one that classifies
   * @param target made if it does not exist
   * @return greatest absolute difference of two scores
   * @throws UserFailure when the model is neither, a file of it is missing or damaged, or the
   *     scores differ by more than 1e-4
   */
  public double write(Path source, Path target) throws IOException {
    ModelFolder model = ModelFolder.readComplete(source);
    Files.createDirectories(target);
    ParityCheck check = ParityCheck.with(NOISE_SAMPLES.stream().map(ModelExport::noise).toList());
    if (classifies(model)) {
      writer.writeClassifier(model, target);
      return check.classifier(model, target).maximumDifference();
    }
    writer.writeTranscriber(model, target);
    return check.transcriber(model, target, writer.exits()).maximumDifference();
  }

  private static boolean classifies(ModelFolder model) {
    return model
        .configuration()
        .architecture()
        .map(Architecture.CLASSIFICATION::equals)
        .orElse(model.vocabulary().isEmpty());
  }

  private static float[] noise(int samples) {
    RandomStream random = new StepRandom(0, samples).stream("export", "noise");
    float[] noise = new float[samples];
    IntStream.range(0, samples).forEach(index -> noise[index] = 0.1f * random.nextFloat() - 0.05f);
    return noise;
  }
}
