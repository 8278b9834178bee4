package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
        assertThat(arena.position(NativeArrays.address(first))).isEqualTo(mark);
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
  void spareMemoryIsTheNextArrays() {
    try (StackArena arena = new StackArena()) {
      for (int step = 0; step < 2; step++) {
        try (MemoryWorkspace scope = arena.open()) {
          NativeArrays.empty(DataType.FLOAT, 3);
          long mark = arena.mark();
          long spare = arena.spare(4L * LENGTH);
          assertThat(arena.mark()).isEqualTo(mark);
          INDArray next = NativeArrays.empty(DataType.FLOAT, LENGTH);
          assertThat(NativeArrays.address(next)).isEqualTo(spare);
        }
      }
    }
  }

  @Test
  void arraysThatAreStillReadMoveDownWhereverTheirBlocksLie() {
    try (StackArena arena = new StackArena();
        MemoryWorkspace scope = arena.open()) {
      List<INDArray> live = new ArrayList<>();
      for (int index = 0; index < 12; index++) {
        // 20 MB each, so that blocks end among them; every other one is dropped.
        INDArray array = NativeArrays.empty(DataType.FLOAT, 5_000_003).assign(index);
        if (index % 2 == 1) {
          live.add(array);
        }
      }
      INDArray[] moved = new INDArray[live.size() + 1];
      List<LiveArray> readers = new ArrayList<>();
      for (int index = 0; index < live.size(); index++) {
        int place = index;
        readers.add(new LiveArray(live.get(index), array -> moved[place] = array));
      }
      readers.add(new LiveArray(live.get(0), array -> moved[live.size()] = array));
      new Compaction(arena).release(0, readers);
      assertThat(arena.position(NativeArrays.address(moved[0]))).isZero();
      assertThat(NativeArrays.address(moved[live.size()]))
          .isEqualTo(NativeArrays.address(moved[0]));
      for (int index = 0; index < live.size(); index++) {
        assertThat(moved[index].minNumber().intValue()).isEqualTo(2 * index + 1);
        assertThat(moved[index].maxNumber().intValue()).isEqualTo(2 * index + 1);
      }
      assertThat(arena.mark()).isLessThan(7L * 5_000_016 * Float.BYTES);
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
        assertThat(arena.position(NativeArrays.address(outside))).isEqualTo(-1);
        assertThat(arena.position(NativeArrays.address(inside))).isZero();
      }
      assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isNull();
      outside.close();
    }
  }
}
