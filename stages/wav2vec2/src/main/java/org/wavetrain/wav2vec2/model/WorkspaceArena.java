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
 * A workspace of ND4J's, for any back end. It gives back nothing within a step, grows to what the
 * largest step took, and a step that does not fit takes the rest from the system for once.
 */
final class WorkspaceArena implements Arena {
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

  @Override
  public MemoryWorkspace open() {
    return Nd4j.getWorkspaceManager().getAndActivateWorkspace(CONFIGURATION, id);
  }

  @Override
  public long mark() {
    return 0;
  }

  @Override
  public void release(long mark) {}

  @Override
  public long position(long address) {
    return -1;
  }

  @Override
  public void close() {
    Nd4j.getWorkspaceManager()
        .getWorkspaceForCurrentThread(CONFIGURATION, id)
        .destroyWorkspace(true);
  }
}
