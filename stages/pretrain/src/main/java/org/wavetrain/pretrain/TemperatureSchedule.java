package org.wavetrain.pretrain;

/**
 * Temperature of the Gumbel softmax: from {@code initial} down by a factor each update, never below
 * {@code floor}. Published: 2.0, 0.999995, 0.5, over 400,000 updates.
 */
record TemperatureSchedule(double initial, double decay, double floor) {
  double at(long step) {
    return Math.max(floor, initial * Math.pow(decay, step));
  }
}
