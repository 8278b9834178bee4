package org.wavetrain.training.optimizer;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs a task on every block, on all cores. The result does not depend on the number of cores as
 * long as the task touches nothing but its block.
 */
final class BlockLoop {
  /** Works on one block; {@code worker} says whose scratch memory to use. */
  @FunctionalInterface
  interface Task {
    void run(int worker, int index, Block block);
  }

  private final List<Block> blocks;
  private final int workers;

  BlockLoop(List<Block> blocks) {
    this.blocks = blocks;
    this.workers = Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  int blocks() {
    return blocks.size();
  }

  int workers() {
    return workers;
  }

  void run(Task task) {
    IntStream.range(0, workers)
        .parallel()
        .forEach(
            worker -> {
              for (int index = worker; index < blocks.size(); index += workers) {
                task.run(worker, index, blocks.get(index));
              }
            });
  }
}
