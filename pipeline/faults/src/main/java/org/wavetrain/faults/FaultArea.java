package org.wavetrain.faults;

/** What a fault is in. */
public enum FaultArea {
  PROCESSES("Processes"),
  DISK("Disk"),
  OBJECT_STORE("Object store"),
  TRACKING_SERVER("Tracking server"),
  TWICE_AT_ONCE("Twice at once"),
  AUDIO("Audio"),
  NUMBERS("Numbers"),
  HOSTILE_INPUT("Hostile input"),
  SOAK("Long use"),
  COMPATIBILITY("Compatibility");

  private final String title;

  FaultArea(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }
}
