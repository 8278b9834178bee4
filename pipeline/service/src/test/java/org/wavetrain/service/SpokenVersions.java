package org.wavetrain.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;

/** Versions of {@link SpokenNumbers}. */
final class SpokenVersions implements ModelSource {
  /** A version that cannot be loaded. */
  static final String DAMAGED = "damaged";

  /** A version that does not transcribe. */
  static final String DEAF = "deaf";

  private final Semaphore turns;
  private final List<SpokenNumbers> loaded = new CopyOnWriteArrayList<>();
  private volatile String wanted = "1";

  SpokenVersions(Semaphore turns) {
    this.turns = turns;
  }

  /** From now on, another version is to be served. */
  void want(String version) {
    wanted = version;
  }

  /** All that were loaded. */
  List<SpokenNumbers> loaded() {
    return loaded;
  }

  @Override
  public String wanted() {
    return wanted;
  }

  @Override
  public SpeechModel load(String version) {
    if (version.equals(DAMAGED)) {
      throw new UserFailure(
          MachineError.DISK_FULL, "The model does not fit.", "Make some room for it.");
    }
    SpokenNumbers model = new SpokenNumbers(version, turns);
    loaded.add(model);
    return model;
  }
}
