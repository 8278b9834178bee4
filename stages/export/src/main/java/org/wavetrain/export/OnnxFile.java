package org.wavetrain.export;

import org.wavetrain.wav2vec2.onnx.LinearPrecision;

/** Names of ONNX files within an exported folder, as transformers.js looks for them. */
final class OnnxFile {
  /** Folder of the files. */
  static final String FOLDER = "onnx";

  /** The file with the scores after the last block, without ending. */
  static final String MODEL = "model";

  private OnnxFile() {}

  /** The file of a model that ends with an early exit, without ending. */
  static String exit(int layer) {
    return MODEL + "_layer_" + layer;
  }

  /** Relative to the exported folder. */
  static String path(String name, LinearPrecision precision) {
    String suffix = precision == LinearPrecision.FLOAT32 ? "" : "_quantized";
    return FOLDER + "/" + name + suffix + ".onnx";
  }
}
