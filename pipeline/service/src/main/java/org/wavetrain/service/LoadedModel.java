package org.wavetrain.service;

/** A model in memory, which is closed when nobody uses it and it was given up. */
final class LoadedModel {
  private final String wanted;
  private final SpeechModel model;
  private int users = 1;

  /**
   * @param wanted what its source calls it
   */
  LoadedModel(String wanted, SpeechModel model) {
    this.wanted = wanted;
    this.model = model;
  }

  String wanted() {
    return wanted;
  }

  SpeechModel model() {
    return model;
  }

  /** Whether it can be used; if so, to be given back. */
  synchronized boolean take() {
    if (users == 0) {
      return false;
    }
    users++;
    return true;
  }

  /** One user fewer: its keeper is one as well. */
  synchronized void giveBack() {
    users--;
    if (users == 0) {
      model.close();
    }
  }
}
