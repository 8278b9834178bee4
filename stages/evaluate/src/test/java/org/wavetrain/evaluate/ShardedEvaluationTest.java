package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.stage.Shard;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.testing.ShardedWork;

class ShardedEvaluationTest {
  private static final Map<String, Object> SMALL_BATCHES = Map.of(EvaluateStage.BATCH_SIZE, 2L);

  @TempDir private Path folder;
  private SmallEvaluation evaluation;
  private InMemoryArtifact corpus;
  private InMemoryArtifact transcriber;
  private InMemoryArtifact classifier;

  @BeforeEach
  void makeInputs() throws IOException {
    evaluation = new SmallEvaluation(folder);
    corpus = evaluation.corpus(Split.TEST, Split.VALIDATION, Split.TRAIN);
    transcriber = evaluation.transcriber();
    classifier = evaluation.classifier();
  }

  private InMemoryStageContext context() throws IOException {
    return evaluation
        .context(SMALL_BATCHES)
        .withInput("corpus", corpus)
        .withInput("transcriber", transcriber)
        .withInput("classifier", classifier);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 30})
  void theEvaluationIsTheSameByteForByte(int shards) throws Exception {
    InMemoryStageContext whole = evaluation.run(corpus, transcriber, classifier, SMALL_BATCHES);

    InMemoryStageContext merged = ShardedWork.merged(new EvaluateStage(), shards, this::context);

    assertThat(merged.output().files()).containsExactlyEntriesOf(whole.output().files());
    assertThat(merged.metrics()).isEqualTo(whole.metrics());
  }

  @Test
  void aShardHearsItsPartAlone() throws Exception {
    InMemoryStageContext first = context();
    new EvaluateStage().runShard(first, new Shard(0, 2));

    HeardUtterances heard = HeardUtterances.read(List.<ArtifactReader>of(first.output()));
    assertThat(heard.readings()).isNotEmpty();
    assertThat(heard.readings().size()).isLessThan(2 * SmallEvaluation.UTTERANCES);
  }
}
