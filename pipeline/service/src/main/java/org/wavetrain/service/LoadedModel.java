package org.wavetrain.service;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model in memory, which is closed when nobody uses it and it was given up. */
final class LoadedModel {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedModel.class);

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

  /** One user fewer: its keeper is one as well. That closing fails is nobody's who gives back. */
  synchronized void giveBack() {
    if (users == 0) {
      throw new IllegalStateException("the model " + wanted + " was given back too often");
    }
    users--;
    if (users == 0) {
      try {
        model.close();
      } catch (RuntimeException failure) {
        LOG.error("the model {} cannot be closed", wanted, failure);
      }
    }
  }
}
