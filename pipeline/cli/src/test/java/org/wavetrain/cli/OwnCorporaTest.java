package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.definition.Orchestration;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.Source;
import org.wavetrain.failure.UserFailure;

class OwnCorporaTest {
  @TempDir private Path folder;
  private Path texts;
  private Path emotions;

  @BeforeEach
  void makeFolders() throws IOException {
    texts = folder.resolve("texts");
    Files.createDirectories(texts.resolve("wavs"));
    Files.writeString(texts.resolve("metadata.csv"), "a-1|yes\n");
    emotions = folder.resolve("emotions");
    Files.createDirectories(emotions.resolve("Actor_01"));
  }

  @Test
  void aFolderTakesThePlaceOfTheSourceOfItsKind() {
    OwnCorpora own = OwnCorpora.recognise(List.of(emotions), "auto");

    assertThat(own.replaces(CorpusRole.EMOTIONS)).isTrue();
    assertThat(own.replaces(CorpusRole.COMMANDS)).isFalse();
    assertThat(own.replaceIn(recipe()).sources())
        .containsExactly(
            new Source("commands", Path.of("/made/commands"), "auto"),
            new Source("emotions", emotions, "auto"));
  }

  @Test
  void oneFolderOfEachKindMayBeGiven() {
    OwnCorpora own = OwnCorpora.recognise(List.of(emotions, texts), "auto");

    assertThat(own.replaceIn(recipe()).sources())
        .extracting(Source::path)
        .containsExactly(texts, emotions);
  }

  @Test
  void aNamedLayoutIsNotGuessed() throws IOException {
    Files.createDirectories(texts.resolve("Actor_01"));
    OwnCorpora own = OwnCorpora.recognise(List.of(texts), "ravdess");

    assertThat(own.replaceIn(recipe()).findSource("emotions"))
        .contains(new Source("emotions", texts, "ravdess"));
  }

  @Test
  void twoFoldersOfOneKindAreRefused() {
    assertThatThrownBy(() -> OwnCorpora.recognise(List.of(texts, texts), "auto"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(CommandError.CORPUS_AMBIGUOUS));
  }

  @Test
  void aFolderOfNoLayoutIsRefused() {
    assertThatThrownBy(() -> OwnCorpora.recognise(List.of(folder), "auto"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining(folder.toString());
  }

  private static Pipeline recipe() {
    return new Pipeline(
        "recipe",
        Optional.empty(),
        1,
        List.of(
            new Source("commands", Path.of("/made/commands"), "auto"),
            new Source("emotions", Path.of("/made/emotions"), "auto")),
        List.of(),
        Optional.empty(),
        List.of(),
        Orchestration.DEFAULT);
  }
}
