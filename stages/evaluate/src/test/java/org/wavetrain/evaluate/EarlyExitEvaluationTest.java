package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.evaluate.SmallEvaluation.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.Split;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;

class EarlyExitEvaluationTest {
  @TempDir private Path folder;
  private SmallEvaluation evaluation;
  private InMemoryArtifact corpus;
  private InMemoryArtifact transcriber;

  @BeforeEach
  void makeInputs() throws IOException {
    evaluation = new SmallEvaluation(folder);
    corpus = evaluation.corpus(Split.TEST, Split.VALIDATION, Split.TRAIN);
    transcriber = evaluation.transcriber();
  }

  @Test
  void theFilesTellWhatAnEarlierExitCostsAndSaves() throws Exception {
    InMemoryStageContext context = run(Map.of("exit_thresholds", List.of(0.0, 1.0)));
    // With the threshold 0 nobody leaves early, with 1 everybody leaves at once.
    assertThat(context.lastMetric("layers_entropy_0")).isEqualTo(4);
    assertThat(context.lastMetric("layers_entropy_1")).isEqualTo(2);
    assertThat(context.lastMetric("wer_entropy_0")).isEqualTo(context.lastMetric("wer"));
    assertThat(context.lastMetric("wer_entropy_1")).isEqualTo(context.lastMetric("wer_layer_02"));
    assertThat(context.lastMetric("compute_layer_04")).isEqualTo(1);
    assertThat(context.lastMetric("compute_entropy_1"))
        .isEqualTo(context.lastMetric("compute_layer_02"))
        .isBetween(0.1, 0.99);
    assertThat(text(context, "exit_thresholds.txt").lines())
        .hasSize(1 + 2 * 4)
        .contains("set\texit\twer\tcer\tmean_layers\tcompute")
        .anyMatch(line -> line.startsWith("test\tentropy-1\t"));
  }

  @Test
  void aModelIsLeftAfterTheLayerThatTheParameterNames() throws Exception {
    InMemoryStageContext all = run(Map.of());
    InMemoryStageContext early = run(Map.of("exit", Map.of("layer", 2L)));
    assertThat(early.lastMetric("wer")).isEqualTo(all.lastMetric("wer_layer_02"));
    assertThat(early.lastMetric("layers_layer_02")).isEqualTo(2);
    assertThat(early.metrics()).doesNotContainKey("wer_layer_04");
    assertThat(text(early, "transcriptions/test.2.txt"))
        .isEqualTo(text(all, "transcriptions/test.2.txt"));
  }

  @Test
  void aModelThatIsNeverSureEnoughIsLeftAfterItsLastLayer() throws Exception {
    InMemoryStageContext all = run(Map.of());
    InMemoryStageContext unsure = run(Map.of("exit", Map.of("entropy", 0.0)));
    assertThat(text(unsure, "transcriptions/test.entropy-0.txt"))
        .isEqualTo(text(all, "transcriptions/test.4.txt"));
    assertThat(unsure.lastMetric("layers_entropy_0")).isEqualTo(4);
    assertThat(text(unsure, "utterances.jsonl")).contains("\"layer\":4");
  }

  private InMemoryStageContext run(Map<String, ?> parameters) throws Exception {
    return evaluation.run(corpus, transcriber, parameters);
  }
}
