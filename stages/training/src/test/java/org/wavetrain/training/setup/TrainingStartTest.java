package org.wavetrain.training.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;

class TrainingStartTest {
  @TempDir Path directory;

  @Test
  void randomWeightsAreNothing() throws IOException {
    assertThat(again(TrainingStart.of(context()))).isEqualTo(new TrainingStart.Nothing());
  }

  @Test
  void aFolderIsKnownByTheNameOfItsSource() throws IOException {
    TrainingStart start = TrainingStart.of(context().withSource(StartModel.PORT, directory));

    assertThat(again(start)).isInstanceOf(TrainingStart.Source.class).isEqualTo(start);
  }

  @Test
  void aTrainedModelIsKnownByItsStageAndContent() throws IOException {
    InMemoryArtifact trained = new InMemoryArtifact("pretrain", "{}");
    TrainingStart start = TrainingStart.of(context().withInput(StartModel.PORT, trained));

    assertThat(start)
        .isEqualTo(new TrainingStart.Trained("pretrain", trained.manifest().contentDigest()));
    assertThat(again(start)).isEqualTo(start);
  }

  private TrainingStart again(TrainingStart start) throws IOException {
    start.write(directory);
    InMemoryArtifact checkpoint = new InMemoryArtifact();
    checkpoint.putAll("", directory);
    return TrainingStart.read(checkpoint);
  }

  private InMemoryStageContext context() {
    StageDescriptor descriptor =
        new StageDescriptor(
            "train", "1", "Trains.", List.of(StartModel.port("pretrain")), List.of(), 1);
    return new InMemoryStageContext(descriptor, Map.of(), directory.resolve("work"));
  }
}
