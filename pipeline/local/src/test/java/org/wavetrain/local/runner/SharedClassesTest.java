package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedClassesTest {
  @Test
  void aStageUsesThoseThatItsRunnerUses() {
    assertThat(
            SharedClasses.options(
                List.of("-Xmx1g", "-XX:SharedArchiveFile=a", "-XX:SharedArchiveFile=b")))
        .first()
        .isEqualTo("-XX:SharedArchiveFile=b");
  }

  @Test
  void warningsOfJavaAreNotTakenForEvents() {
    assertThat(SharedClasses.options(List.of("-XX:SharedArchiveFile=a")))
        .containsSubsequence("-Xlog:disable", "-Xlog:all=warning:stderr");
  }

  @Test
  void aRunnerThatSharesNoneStartsStagesWithout() {
    assertThat(SharedClasses.options(List.of("-Xmx1g"))).isEmpty();
  }
}
