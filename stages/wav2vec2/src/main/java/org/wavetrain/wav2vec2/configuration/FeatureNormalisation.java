package org.wavetrain.wav2vec2.configuration;

/** How the convolutional feature encoder normalises ({@code feat_extract_norm}). */
public enum FeatureNormalisation {
  /** A group norm with one channel a group after the first convolution only (base models). */
  GROUP,
  /** A layer norm over channels after every convolution (lv60 and XLSR models). */
  LAYER
}
