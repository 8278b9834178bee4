package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;

/** A stage that counts, to see how stages are run. */
public final class CountingStage implements Stage {
  static final StageDescriptor DESCRIPTOR =
      new StageDescriptor(
          "count",
          "1",
          "Counts.",
          List.of(new InputPort("before", List.of("count"), false, true)),
          List.of(
              Parameter.integer("steps", 3, 0, Long.MAX_VALUE, "How far to count."),
              Parameter.choice(
                  "end", "well", List.of("well", "user", "bug", "disk", "memory"), "How.")),
          64);

  @Override
  public StageDescriptor descriptor() {
    return DESCRIPTOR;
  }

  @Override
  public void run(StageContext context) throws Exception {
    long steps = context.parameters().integer("steps");
    Path state = context.workDirectory().resolve("state");
    OptionalLong restored = context.checkpoints().restoreLatest(state);
    for (long step = restored.orElse(0); step < steps; step++) {
      context.log().metric("count", step, step);
      context.progress().update(step + 1, steps, "steps", Map.of("count", (double) step));
      if (context.stopRequested()) {
        Files.createDirectories(state);
        Files.writeString(state.resolve("counter"), Long.toString(step + 1));
        context.checkpoints().save(step + 1, state);
        throw new StageStopped("after step " + step);
      }
      if (steps == Long.MAX_VALUE) {
        Thread.sleep(20);
      }
    }
    end(context);
  }

  private static void end(StageContext context) throws IOException {
    switch (context.parameters().text("end")) {
      case "user" -> throw new UserFailure(MachineError.DISK_FULL, "It is full.", "Empty it.");
      case "disk" -> throw new IOException("No space left on device");
      case "bug" -> throw new IllegalStateException("broken");
      case "memory" -> throw new OutOfMemoryError("no more");
      default -> {
        StringBuilder text = new StringBuilder("counted");
        for (ArtifactReader before : context.inputs("before")) {
          text.append(" after ").append(before.manifest().key().digest().abbreviated());
        }
        context.output().put("count.txt", text.toString().getBytes(UTF_8));
      }
    }
  }

  @Override
  public Duration roughEstimate(Parameters parameters) {
    return Duration.ofSeconds(1);
  }
}
