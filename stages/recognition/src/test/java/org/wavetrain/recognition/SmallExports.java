package org.wavetrain.recognition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/** Folders as the export stage writes them. */
final class SmallExports {
  private SmallExports() {}

  /** A model that transcribes, with the scores of all its exits in one file. */
  static Path transcriber(ModelFolder model, Path folder) throws IOException {
    OnnxExporter.writeCtc(written(model, folder), model);
    return folder;
  }

  /** A model that classifies. */
  static Path classifier(ModelFolder model, Path folder) throws IOException {
    OnnxExporter.writeClassification(written(model, folder), model, LinearPrecision.FLOAT32);
    return folder;
  }

  private static Path written(ModelFolder model, Path folder) throws IOException {
    model.write(folder);
    Path file = folder.resolve(OnnxModel.FILE);
    Files.createDirectories(file.getParent());
    return file;
  }
}
