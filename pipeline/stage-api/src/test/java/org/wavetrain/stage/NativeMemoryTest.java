package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  private final String arraysBefore = System.getProperty(NativeMemory.ARRAYS);
  private final String processBefore = System.getProperty(NativeMemory.PROCESS);

  @BeforeEach
  void clear() {
    System.clearProperty(NativeMemory.ARRAYS);
    System.clearProperty(NativeMemory.PROCESS);
  }

  @AfterEach
  void restore() {
    restore(NativeMemory.ARRAYS, arraysBefore);
    restore(NativeMemory.PROCESS, processBefore);
  }

  @Test
  void arraysMayTakeAllThatTheContainerHas() {
    NativeMemory.limit(8L << 30);

    assertThat(System.getProperty(NativeMemory.ARRAYS)).isEqualTo("8589934592");
    assertThat(System.getProperty(NativeMemory.PROCESS)).isEqualTo("8589934592");
  }

  @Test
  void whatTheCommandSetsIsKept() {
    System.setProperty(NativeMemory.ARRAYS, "4G");

    NativeMemory.limit(8L << 30);

    assertThat(System.getProperty(NativeMemory.ARRAYS)).isEqualTo("4G");
    assertThat(System.getProperty(NativeMemory.PROCESS)).isEqualTo("8589934592");
  }

  private static void restore(String property, String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }
}
