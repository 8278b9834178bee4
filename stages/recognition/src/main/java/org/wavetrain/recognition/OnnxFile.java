package org.wavetrain.recognition;

import org.wavetrain.wav2vec2.onnx.LinearPrecision;

/** Names of ONNX files within an exported folder, as transformers.js looks for them. */
public final class OnnxFile {
  /** Folder of the files. */
  public static final String FOLDER = "onnx";

  /** The file with the scores after the last block, without ending. */
  public static final String MODEL = "model";

  private OnnxFile() {}

  /** The file of a model that ends with an early exit, without ending. */
  public static String exit(int layer) {
    return MODEL + "_layer_" + layer;
  }

  /** Relative to the exported folder. */
  public static String path(String name, LinearPrecision precision) {
    String suffix = precision == LinearPrecision.FLOAT32 ? "" : "_quantized";
    return FOLDER + "/" + name + suffix + ".onnx";
  }
}
