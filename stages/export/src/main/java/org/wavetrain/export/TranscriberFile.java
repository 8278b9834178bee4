package org.wavetrain.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.recognition.OnnxFile;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/**
 * One ONNX file of a transcriber.
 *
 * @param name of the file without its ending and without what tells an 8-bit one
 * @param layers blocks after which it gives scores, ascending
 */
record TranscriberFile(String name, List<Integer> layers) {
  /** The files of a model, that with the scores after the last block first. */
  static List<TranscriberFile> of(Wav2Vec2Configuration configuration, ExitFiles exits) {
    int last = configuration.contextNetwork().layers();
    List<Integer> early =
        configuration.earlyExits().layers().stream().filter(layer -> layer < last).toList();
    List<TranscriberFile> files = new ArrayList<>();
    if (exits == ExitFiles.TOGETHER) {
      List<Integer> layers = new ArrayList<>(early);
      layers.add(last);
      files.add(new TranscriberFile(OnnxFile.MODEL, List.copyOf(layers)));
    } else {
      files.add(new TranscriberFile(OnnxFile.MODEL, List.of(last)));
      early.forEach(layer -> files.add(new TranscriberFile(OnnxFile.exit(layer), List.of(layer))));
    }
    return List.copyOf(files);
  }

  /** The output with the scores after a block. */
  String output(int layer) {
    return layer == lastLayer() ? OnnxExporter.OUTPUT : OnnxExporter.exitOutput(layer);
  }

  void write(Path folder, ModelFolder model, LinearPrecision precision) throws IOException {
    Path file = folder.resolve(OnnxFile.path(name, precision));
    if (lastLayer() == model.configuration().contextNetwork().layers() && layers.size() > 1) {
      OnnxExporter.writeCtc(file, model, precision);
    } else {
      OnnxExporter.writeExit(file, model, lastLayer(), precision);
    }
  }

  private int lastLayer() {
    return layers.get(layers.size() - 1);
  }
}
