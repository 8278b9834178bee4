package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.layer.NativeArrays;

class StackArenaTest {
  private static final int LENGTH = 8 << 20;

  @Test
  void whatIsGivenBackIsTakenAgain() {
    try (StackArena arena = new StackArena()) {
      try (MemoryWorkspace scope = arena.open()) {
        long mark = arena.mark();
        INDArray first = NativeArrays.empty(DataType.FLOAT, LENGTH);
        assertThat(arena.holds(NativeArrays.address(first), mark)).isTrue();
        arena.release(mark);
        INDArray second = NativeArrays.empty(DataType.FLOAT, LENGTH);
        assertThat(NativeArrays.address(second)).isEqualTo(NativeArrays.address(first));
      }
    }
  }

  @Test
  void aStepTakesNoMoreThanTheMostThatIsInUseAtOnce() {
    try (StackArena arena = new StackArena()) {
      for (int step = 0; step < 3; step++) {
        try (MemoryWorkspace scope = arena.open()) {
          NativeArrays.empty(DataType.FLOAT, LENGTH);
          for (int layer = 0; layer < 4; layer++) {
            long mark = arena.mark();
            NativeArrays.empty(DataType.FLOAT, LENGTH);
            arena.release(mark);
          }
        }
      }
      assertThat(arena.bytes()).isEqualTo(2L * LENGTH * Float.BYTES);
    }
  }

  @Test
  void arraysOfOneStepDoNotOverlapWhereverItsBlocksEnd() {
    try (StackArena arena = new StackArena()) {
      for (int step = 0; step < 2; step++) {
        try (MemoryWorkspace scope = arena.open()) {
          INDArray[] arrays = new INDArray[9];
          for (int index = 0; index < arrays.length; index++) {
            arrays[index] = NativeArrays.empty(DataType.FLOAT, 1_000_003).assign(index);
          }
          for (int index = 0; index < arrays.length; index++) {
            assertThat(arrays[index].minNumber().intValue()).isEqualTo(index);
            assertThat(arrays[index].maxNumber().intValue()).isEqualTo(index);
          }
        }
      }
    }
  }

  @Test
  void arraysMadeOutsideTheScopeAreNotTheArenas() {
    try (StackArena arena = new StackArena()) {
      INDArray outside;
      try (MemoryWorkspace scope = arena.open()) {
        try (MemoryWorkspace aside = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
          outside = Nd4j.ones(DataType.FLOAT, 5);
        }
        INDArray inside = Nd4j.ones(DataType.FLOAT, 5);
        assertThat(arena.holds(NativeArrays.address(outside), 0)).isFalse();
        assertThat(arena.holds(NativeArrays.address(inside), 0)).isTrue();
      }
      assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isNull();
      outside.close();
    }
  }
}
