package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineGraphTest {
  @TempDir private Path folder;
  private SmallPipeline files;

  @BeforeEach
  void makeFiles() {
    files = new SmallPipeline(folder);
  }

  @Test
  void theGraphTellsOfEveryStageWithItsParametersAndWhatItDependsOn() throws Exception {
    assertThat(PipelineGraph.toJson(files.read(SOUND)))
        .contains("\"name\" : \"commands\"")
        .contains("\"depends_on\" : [ \"ingest\", \"augment\" ]")
        .contains("\"learning_rate\" : 1.0")
        .contains("\"better\" : \"lower\"");
  }
}
