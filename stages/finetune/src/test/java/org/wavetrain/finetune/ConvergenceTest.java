package org.wavetrain.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.fixture.TinyModel;
import org.wavetrain.training.fixture.ToneCorpus;

/**
 * The recipe of a published model that did not learn TORGO (learning rate 0.1, Adam 0.9/0.999/1e-8,
 * linear with warm-up, four utterances an update), with fewer updates on a small model.
 */
class ConvergenceTest {
  private static final String WARNING = "wavetrain.warning.";

  @TempDir Path directory;

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a learning rate of 0.1",
      outcome = "the run is tagged and warned of, with the remedy")
  void aPublishedLearningRateThatIsFarTooHighIsCaught() throws Exception {
    InMemoryStageContext context = train(0.1);

    List<String> warnings = warnings(context);
    assertThat(warnings).containsAnyOf("loss_plateau", "all_blank", "gradient_norm_growing");
    assertThat(context.messages())
        .anyMatch(line -> line.startsWith("warning ") && line.contains("learning rate"));
  }

  @Test
  void theRepairedRateIsNotTakenForOneThatDoesNotConverge() throws Exception {
    // Words of so small a model may well be all wrong so early, but not for want of convergence.
    assertThat(warnings(train(1e-3))).isSubsetOf("no_word_right");
  }

  private static List<String> warnings(InMemoryStageContext context) {
    return context.tags().keySet().stream()
        .filter(tag -> tag.startsWith(WARNING))
        .map(tag -> tag.substring(WARNING.length()))
        .toList();
  }

  private InMemoryStageContext train(double learningRate) throws Exception {
    Map<String, Object> parameters = TinyModel.learning(learningRate, 330);
    parameters.put("warmup_steps", 20L);
    parameters.put("evaluate_every", 165L);
    parameters.put("batch_size", 4L);
    parameters.put("optimizer", "adam");
    parameters.put("adam_beta2", 0.999);
    parameters.put("adam_epsilon", 1e-8);
    parameters.put("weight_decay", 0.0);
    FinetuneStage stage = new FinetuneStage();
    InMemoryStageContext context =
        new InMemoryStageContext(stage.descriptor(), parameters, directory.resolve("work"))
            .withInput("corpus", ToneCorpus.write(16, directory.resolve("corpus")));
    stage.run(context);
    return context;
  }
}
