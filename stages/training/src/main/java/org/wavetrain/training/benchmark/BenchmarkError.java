package org.wavetrain.training.benchmark;

import org.wavetrain.failure.ErrorCode;

/** Why a measurement may fail. */
public enum BenchmarkError implements ErrorCode {
  /** The model, or what it computes for the batch, does not fit into the machine's memory. */
  BENCHMARK_OUT_OF_MEMORY
}
