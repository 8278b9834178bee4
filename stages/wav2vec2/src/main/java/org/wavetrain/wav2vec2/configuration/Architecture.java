package org.wavetrain.wav2vec2.configuration;

/** What a checkpoint is for: the class of {@code transformers} that loads it. */
public enum Architecture {
  CTC("Wav2Vec2ForCTC"),
  PRETRAINING("Wav2Vec2ForPreTraining"),
  CLASSIFICATION("Wav2Vec2ForSequenceClassification");

  private final String className;

  Architecture(String className) {
    this.className = className;
  }

  /** The entry in {@code architectures}. */
  public String className() {
    return className;
  }
}
