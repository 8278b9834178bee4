package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageContext;

class MemoryNeedsTest {
  private final MemoryNeeds needs = new MemoryNeeds(List.of(new Plain("plain"), new Growing()));

  @Test
  void aStageNeedsWhatItDeclares() {
    assertThat(needs.mebibytes(Sketches.stage("plain", Map.of("size", 5L)))).isEqualTo(256);
  }

  @Test
  void unlessItSaysWhatItsParametersTake() {
    assertThat(needs.mebibytes(Sketches.stage("growing", Map.of("size", 5L)))).isEqualTo(261);
  }

  private static class Plain implements Stage {
    private final String kind;

    Plain(String kind) {
      this.kind = kind;
    }

    @Override
    public StageDescriptor descriptor() {
      return new StageDescriptor(kind, "1", "For a test.", List.of(), List.of(), 256);
    }

    @Override
    public Duration roughEstimate(Parameters parameters) {
      return Duration.ZERO;
    }

    @Override
    public void run(StageContext context) {
      throw new AssertionError("only asked what it needs");
    }
  }

  private static final class Growing extends Plain {
    Growing() {
      super("growing");
    }

    @Override
    public long memoryMebibytes(Parameters parameters) {
      return super.memoryMebibytes(parameters) + parameters.integer("size");
    }
  }
}
