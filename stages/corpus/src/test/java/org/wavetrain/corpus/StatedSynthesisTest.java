package org.wavetrain.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatedSynthesisTest {
  @TempDir Path folder;

  @Test
  void aFolderThatDoesNotSaySoIsNotSynthetic() throws IOException {
    Files.writeString(folder.resolve("README"), "Synthetic speech");
    assertThat(StatedSynthesis.of(folder)).isEmpty();
  }

  @Test
  void theFirstLineSaysHow() throws IOException {
    Files.writeString(folder.resolve("synthetic.txt"), "\n A  voice, form 2 \nseed 3\n");
    assertThat(StatedSynthesis.of(folder)).isEqualTo("A voice, form 2");
    Files.writeString(folder.resolve("synthetic.txt"), "x".repeat(9000));
    assertThat(StatedSynthesis.of(folder)).hasSize(160);
  }

  @Test
  void theFileAloneIsEnough() throws IOException {
    Files.createFile(folder.resolve("synthetic.txt"));
    assertThat(StatedSynthesis.of(folder)).isEqualTo("Synthetic speech");
  }
}
