package org.wavetrain.service;

/** Where models come from. */
public interface ModelSource {
  /**
   * What tells the model that is to be served from others, such as its version; asked again and
   * again.
   */
  String wanted();

  /** Loads a model that {@link #wanted} named. */
  SpeechModel load(String wanted);
}
