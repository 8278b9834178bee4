package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.Split;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;

/** Models that were trained without masking, as {@code transformers} and exports leave them. */
class UnmaskedModelTest {
  @TempDir private Path folder;

  @Test
  void aModelWithoutAMaskVectorIsEvaluatedLikeOneThatHasIt() throws Exception {
    SmallEvaluation evaluation = new SmallEvaluation(folder);
    InMemoryArtifact corpus = evaluation.corpus(Split.TEST, Split.TRAIN);
    InMemoryArtifact transcriber = evaluation.transcriber();
    InMemoryArtifact classifier = evaluation.classifier();

    assertThat(
            evaluation
                .run(
                    corpus,
                    evaluation.artifact(unmasked(transcriber)),
                    evaluation.artifact(unmasked(classifier)),
                    Map.of())
                .metrics())
        .isEqualTo(evaluation.run(corpus, transcriber, classifier, Map.of()).metrics());
  }

  private ModelFolder unmasked(InMemoryArtifact artifact) throws Exception {
    Path directory = Files.createTempDirectory(folder, "masked");
    artifact.download("", directory);
    ModelFolder model = ModelFolder.read(directory);
    Map<String, Tensor> tensors = new TreeMap<>(model.tensors());
    assertThat(tensors.remove(TensorNames.MASK_VECTOR)).isNotNull();
    return new ModelFolder(
        model.configuration(), tensors, model.featureExtractor(), model.vocabulary());
  }
}
