package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.cli.ModelReference.ByAlias;
import org.wavetrain.cli.ModelReference.ByVersion;
import org.wavetrain.cli.ModelReference.InFolder;
import org.wavetrain.failure.UserFailure;

class ModelReferenceTest {
  @TempDir private Path folder;

  @Test
  void modelsAreNamedAsMlflowNamesThem() {
    assertThat(ModelReference.of("models:/my words@champion"))
        .isEqualTo(new ByAlias("my words", "champion"))
        .hasToString("models:/my words@champion");
    assertThat(ModelReference.of("models:/words/12"))
        .isEqualTo(new ByVersion("words", 12))
        .hasToString("models:/words/12");
    assertThat(ModelReference.registered("words@candidate"))
        .isEqualTo(new ByAlias("words", "candidate"));
  }

  @Test
  void aFolderThatIsThereIsMeant() throws Exception {
    Path there = Files.createDirectories(folder.resolve("words@champion"));
    assertThat(ModelReference.of(there.toString())).isEqualTo(new InFolder(there));
    assertThat(ModelReference.of(folder.resolve("words").toString()))
        .isEqualTo(new InFolder(folder.resolve("words")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"words", "models:/words", "models:/words/latest", "a/b@champion", ""})
  void whatNamesNoVersionIsRefused(String text) {
    assertThatThrownBy(() -> ModelReference.registered(text))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("names no version");
  }
}
