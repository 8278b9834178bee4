package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

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

  /** Keys of corpora are made of it, and homes remember it. */
  @Test
  void theDigestOfAFolderStaysWhatItIs() {
    assertThat(SourceDigest.of(corpus))
        .isEqualTo(new Sha256("c08d6e58b7b570e97ab556c380bcc31eb145c24d4a4608536ed43179cb27ecbf"));
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
  void aFileThatMayNotBeReadDoesNotHinderTheOthers() throws Exception {
    Sha256 before = SourceDigest.of(corpus);
    Path recording = corpus.resolve("wavs/a.wav");
    Files.setPosixFilePermissions(recording, Set.of());
    assumeFalse(Files.isReadable(recording), "the superuser may read everything");

    assertThat(SourceDigest.of(corpus)).isNotEqualTo(before);
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
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a link in a corpus that leads out of it",
      outcome = "refused as SOURCE_LINK_OUTSIDE")
  void aLinkOutOfTheFolderIsRefused() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(corpus.resolve("link"), secret);

    assertThatThrownBy(() -> SourceDigest.of(corpus))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(DefinitionError.SOURCE_LINK_OUTSIDE));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a link in a corpus that leads nowhere, and one that leads in a circle",
      outcome = "each counts with what it says, and ends nothing")
  void aLinkThatLeadsNowhereOrInACircleCountsWithWhatItSays() throws Exception {
    List<Sha256> digests = new ArrayList<>(List.of(SourceDigest.of(corpus)));
    Path link = corpus.resolve("wavs/link.wav");
    for (String target : List.of("absent.wav", "link.wav", "..", "/nowhere/absent.wav")) {
      Files.createSymbolicLink(link, Path.of(target));
      digests.add(SourceDigest.of(corpus));
      assertThat(SourceDigest.of(corpus)).isEqualTo(digests.get(digests.size() - 1));
      Files.delete(link);
    }

    assertThat(digests).doesNotHaveDuplicates();
  }

  @Test
  void aLinkToNothingIsThatOfACopy() throws Exception {
    Path copy = write(folder.resolve("copy"));
    for (Path of : List.of(corpus, copy)) {
      Files.createSymbolicLink(of.resolve("README.link"), Path.of("nowhere"));
    }

    assertThat(SourceDigest.of(corpus)).isEqualTo(SourceDigest.of(copy));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a pipe in a corpus that nobody writes to",
      outcome = "not read, not waited for")
  void aPipeIsNotWaitedFor() throws Exception {
    Sha256 before = SourceDigest.of(corpus);
    Path pipe = corpus.resolve("pipe.wav");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);

    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), () -> SourceDigest.of(corpus)))
        .isEqualTo(before);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a link in a cached model that leads out of the cache of that model",
      outcome = "refused as SOURCE_LINK_OUTSIDE")
  void aModelInTheCacheOfHuggingFaceIsWhatItsLinksLeadTo() throws Exception {
    Path model = folder.resolve("hub/models--me--tiny");
    Path snapshot = Files.createDirectories(model.resolve("snapshots/0123abcd"));
    Path blob =
        Files.writeString(Files.createDirectory(model.resolve("blobs")).resolve("77"), "{}");
    Files.createSymbolicLink(snapshot.resolve("config.json"), Path.of("../../blobs/77"));
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.copy(blob, copy.resolve("config.json"));

    assertThat(SourceDigest.of(snapshot)).isEqualTo(SourceDigest.of(copy));
    Files.createSymbolicLink(snapshot.resolve("vocab.json"), corpus.resolve("metadata.csv"));
    assertThatThrownBy(() -> SourceDigest.of(snapshot))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("vocab.json leads out of the source");
  }

  @Test
  void aFileIsASourceByItsNameAndBytesAlone() throws Exception {
    Path words = Files.writeString(corpus.resolve("words.arpa"), "words");
    Sha256 before = SourceDigest.of(words);
    Files.writeString(corpus.resolve("beside.txt"), "other");
    assertThat(SourceDigest.of(words)).isEqualTo(before);

    Path renamed = Files.copy(words, corpus.resolve("words.arpa.gz"));
    Files.writeString(words, "wordS");
    assertThat(List.of(before, SourceDigest.of(words), SourceDigest.of(renamed)))
        .doesNotHaveDuplicates();
  }

  @Test
  void aSourceThatIsNotThereIsNamed() {
    Path absent = corpus.resolve("absent");
    assertThatThrownBy(() -> SourceDigest.of(absent))
        .isInstanceOf(UserFailure.class)
        .hasMessage("The source " + absent + " does not exist.");
  }
}
