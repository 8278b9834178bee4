package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.UserFailure;

class SourceDigestTest {
  @TempDir private Path folder;

  private Path corpus;

  @BeforeEach
  void writeCorpus() throws Exception {
    corpus = write(folder.resolve("corpus"));
  }

  private static Path write(Path corpus) throws Exception {
    Files.createDirectories(corpus.resolve("wavs"));
    Files.writeString(corpus.resolve("metadata.csv"), "a|go left");
    Files.writeString(corpus.resolve("wavs/a.wav"), "sound");
    return corpus;
  }

  @Test
  void aCopyWithOtherDatesHasTheSameDigest() throws Exception {
    Path copy = write(folder.resolve("copy"));
    Files.setLastModifiedTime(copy.resolve("metadata.csv"), FileTime.fromMillis(0));

    assertThat(SourceDigest.of(copy)).isEqualTo(SourceDigest.of(corpus));
  }

  @Test
  void aChangedByteAMovedFileAndANewFileEachChangeIt() throws Exception {
    Sha256 before = SourceDigest.of(corpus);
    Files.writeString(corpus.resolve("wavs/a.wav"), "sounD");
    Sha256 changed = SourceDigest.of(corpus);
    Files.move(corpus.resolve("wavs/a.wav"), corpus.resolve("wavs/b.wav"));
    Sha256 moved = SourceDigest.of(corpus);
    Files.createFile(corpus.resolve("empty"));

    assertThat(List.of(before, changed, moved, SourceDigest.of(corpus))).doesNotHaveDuplicates();
  }

  @Test
  void theNameAndLayoutOfASourceCount() {
    Source source = new Source("commands", corpus, "auto");

    assertThat(SourceDigest.of(source))
        .isNotEqualTo(SourceDigest.of(new Source("speech", corpus, "auto")))
        .isNotEqualTo(SourceDigest.of(new Source("commands", corpus, "ljspeech")));
  }

  @Test
  void aLinkWithinTheFolderIsFollowed() throws Exception {
    Files.createSymbolicLink(corpus.resolve("link.wav"), corpus.resolve("wavs/a.wav"));
    Path copy = write(folder.resolve("copy"));
    Files.writeString(copy.resolve("link.wav"), "sound");

    assertThat(SourceDigest.of(corpus)).isEqualTo(SourceDigest.of(copy));
  }

  @Test
  void aLinkOutOfTheFolderIsRefused() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(corpus.resolve("link"), secret);

    assertThatThrownBy(() -> SourceDigest.of(corpus))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(DefinitionError.SOURCE_LINK_OUTSIDE));
  }

  @Test
  void aFolderThatIsAFileOrIsNotThereIsNamed() {
    for (Path path : List.of(corpus.resolve("metadata.csv"), corpus.resolve("absent"))) {
      assertThatThrownBy(() -> SourceDigest.of(path))
          .isInstanceOf(UserFailure.class)
          .hasMessageContaining(path.toString());
    }
  }
}
