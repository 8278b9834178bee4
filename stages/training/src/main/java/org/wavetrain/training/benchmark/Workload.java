package org.wavetrain.training.benchmark;

/** What is measured: memory is taken when it is made, and given back when it is closed. */
interface Workload extends AutoCloseable {
  /** Runs a step. */
  void step(int number);

  /** Floating-point operations in a step's matrix products and convolutions. */
  double productFlops();

  @Override
  void close();
}
