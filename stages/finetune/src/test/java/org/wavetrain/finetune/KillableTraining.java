package org.wavetrain.finetune;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.stage.InputDataset;
import org.wavetrain.stage.RunLog;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.fixture.ToneCorpus;

/**
 * A training of the nano size, to be run in a process of its own. It prints a line for each loss,
 * all bits of it, keeps its checkpoints in a folder, and at its end writes what it made there.
 */
final class KillableTraining {
  static final String CHECKPOINTS = "checkpoints";
  static final String OUTPUT = "output";
  static final int STEPS = 45;

  /** Ten utterances: an epoch of five batches ends within an update of three. */
  private static final int UTTERANCES = 10;

  private KillableTraining() {}

  private static Map<String, Object> parameters() {
    Map<String, Object> parameters = new TreeMap<>();
    parameters.put("size", "nano");
    parameters.put("steps", (long) STEPS);
    parameters.put("warmup_steps", 5L);
    parameters.put("batch_size", 2L);
    parameters.put("accumulation", 3L);
    parameters.put("layerdrop", 0.1);
    parameters.put("mask_time_probability", 0.2);
    parameters.put("mask_channel_probability", 0.1);
    parameters.put("checkpoint_every", 4L);
    parameters.put("evaluate_every", 7L);
    return parameters;
  }

  /** {@code step bits} of one loss. */
  private static RunLog losses(PrintStream out) {
    return new RunLog() {
      @Override
      public void metric(String name, double value, long step) {
        if (name.equals("loss")) {
          out.println(step + " " + Long.toHexString(Double.doubleToRawLongBits(value)));
        }
      }

      @Override
      public void parameters(Map<String, String> parameters) {}

      @Override
      public void tag(String name, String value) {}

      @Override
      public void input(InputDataset dataset) {}
    };
  }

  /** Goes on from the newest checkpoint in the folder that is the argument. */
  public static void main(String[] arguments) throws Exception {
    Path home = Path.of(arguments[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    Path work = Files.createTempDirectory(home, "work");
    FinetuneStage stage = new FinetuneStage();
    InMemoryStageContext context =
        new InMemoryStageContext(stage.descriptor(), parameters(), work.resolve("stage"))
            .withInput("corpus", ToneCorpus.write(UTTERANCES, work.resolve("corpus")))
            .withCheckpoints(new FolderCheckpoints(home.resolve(CHECKPOINTS)))
            .withLog(losses(out));
    stage.run(context);
    context.output().download("", home.resolve(OUTPUT));
    System.exit(0);
  }
}
