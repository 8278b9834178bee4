package org.wavetrain.local.runner.toy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageContext;
import org.wavetrain.stage.StageStopped;

/** Counts slowly, with a checkpoint after each step. */
public final class CounterStage implements Stage {
  private static final long FOREVER = Long.MAX_VALUE;

  /** If the environment has it, the stage fails at its end, whatever its parameters say. */
  static final String BROKEN_VARIABLE = "WAVETRAIN_TOY_BROKEN";

  @Override
  public StageDescriptor descriptor() {
    return new StageDescriptor(
        "counter",
        "1",
        "Counts.",
        List.of(new InputPort("before", List.of("files", "counter"), true, true)),
        List.of(
            Parameter.integer("steps", 3, 1, 10_000, "How far to count."),
            Parameter.integer("pause_milliseconds", 0, 0, 10_000, "How long a step takes."),
            Parameter.integer(
                "hangs_at", 0, 0, 10_000, "The step at which its first process hangs; 0 for none."),
            Parameter.integer("hangs_again_at", 0, 0, 10_000, "As above, of each later process."),
            Parameter.choice(
                "ending",
                "good",
                List.of("good", "failure", "crash", "halt", "memory"),
                "How it ends.")),
        200);
  }

  @Override
  public void run(StageContext context) throws IOException, InterruptedException {
    long steps = context.parameters().integer("steps");
    Path state = Files.createDirectories(context.workDirectory().resolve("state"));
    OptionalLong restored = context.checkpoints().restoreLatest(state);
    restored.ifPresent(step -> context.progress().message("goes on after step " + step));
    long hangsAt = context.parameters().integer(restored.isEmpty() ? "hangs_at" : "hangs_again_at");
    for (long step = restored.orElse(0) + 1; step <= steps; step++) {
      Thread.sleep(step == hangsAt ? FOREVER : context.parameters().integer("pause_milliseconds"));
      Files.writeString(state.resolve("step.txt"), Long.toString(step));
      context.log().metric("count", step, step);
      context.checkpoints().save(step, state);
      context.progress().update(step, steps, "steps", Map.of("count", (double) step));
      if (context.stopRequested()) {
        throw new StageStopped("stopped after step " + step);
      }
    }
    boolean broken = System.getenv().containsKey(BROKEN_VARIABLE);
    end(broken ? "failure" : context.parameters().text("ending"));
    context.output().put("count.txt", Long.toString(steps).getBytes(StandardCharsets.UTF_8));
  }

  private static void end(String ending) {
    switch (ending) {
      case "failure" ->
          throw new UserFailure(ToyError.TOY_BROKEN, "The toy is broken.", "Mend the toy.");
      case "crash" -> throw new IllegalStateException("the toy crashed");
      case "memory" -> fillHeap();
      case "halt" -> Runtime.getRuntime().halt(77);
      default -> {
        // It ends well.
      }
    }
  }

  private static void fillHeap() {
    List<long[]> held = new ArrayList<>();
    while (true) {
      held.add(new long[1 << 20]);
    }
  }

  @Override
  public Duration roughEstimate(Parameters parameters) {
    return Duration.ofMillis(
        parameters.integer("steps") * (10 + parameters.integer("pause_milliseconds")));
  }
}
