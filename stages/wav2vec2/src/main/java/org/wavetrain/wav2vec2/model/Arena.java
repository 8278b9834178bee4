package org.wavetrain.wav2vec2.model;

import java.util.UUID;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native memory of one step, reused by the next. It grows to what the largest step took; a step
 * that does not fit takes the rest from the system for once.
 */
final class Arena implements AutoCloseable {
  private static final WorkspaceConfiguration CONFIGURATION =
      WorkspaceConfiguration.builder()
          .initialSize(0)
          .overallocationLimit(0)
          .policyAllocation(AllocationPolicy.STRICT)
          .policyLearning(LearningPolicy.FIRST_LOOP)
          .policySpill(SpillPolicy.REALLOCATE)
          .policyReset(ResetPolicy.BLOCK_LEFT)
          .build();

  private final String id = "step " + UUID.randomUUID();

  /** Until the scope is closed, this thread's new arrays come from here. */
  MemoryWorkspace open() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, id);
  }

  @Override
  public void close() {
    Nd4j.getWorkspaceManager()
        .getWorkspaceForCurrentThread(CONFIGURATION, id)
        .destroyWorkspace(true);
  }
}
