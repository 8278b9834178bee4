package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.DefinitionError;
import org.wavetrain.definition.Source;
import org.wavetrain.definition.SourceDigest;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class DigestMemoryTest {
  private static final String OTHER = "0".repeat(64);

  @TempDir private Path folder;

  private Path home;
  private Source source;

  /** After all that a test writes has settled. */
  private DigestMemory later() {
    return new DigestMemory(
        home, InstantSource.offset(InstantSource.system(), Duration.ofMinutes(1)));
  }

  @BeforeEach
  void write() throws IOException {
    assumeTrue(FileStamp.isKnownHere(), "file systems here do not tell when a file was changed");
    home = folder.resolve("home");
    Path recordings = Files.createDirectories(folder.resolve("recordings/inner"));
    Files.writeString(recordings.resolve("a.wav"), "sound");
    Files.writeString(recordings.resolve("b.wav"), "noise");
    source = new Source("words", folder.resolve("recordings"), "auto");
  }

  private Path recording(String name) {
    return folder.resolve("recordings/inner").resolve(name);
  }

  private Path remembered() throws IOException {
    return remembered(".tsv");
  }

  private Path rememberedWhole() throws IOException {
    return remembered(".txt");
  }

  private Path remembered(String ending) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("digests"))) {
      return files.filter(file -> file.toString().endsWith(ending)).findAny().orElseThrow();
    }
  }

  @Test
  void aCopyIsReadOnceAndAgainOnlyWhereItChanged() throws IOException {
    Path copy = folder.resolve("recordings/inner");
    Manifest manifest =
        new Manifest(
            new ArtifactKey("export", new Sha256(OTHER)),
            List.of(
                new ManifestFile("a.wav", 5, Sha256.of("sound")),
                new ManifestFile("b.wav", 5, Sha256.of("noise"))),
            new Sha256(OTHER),
            Map.of(),
            "{}",
            1,
            "1",
            Instant.EPOCH,
            Duration.ZERO);

    assertThat(later().isIntact(copy, manifest)).isTrue();
    String known = Files.readString(remembered());
    Files.writeString(remembered(), known.replace(Sha256.of("sound").toString(), OTHER));
    assertThat(later().isIntact(copy, manifest)).as("by what is remembered").isFalse();
    Files.writeString(remembered(), known);
    Files.writeString(recording("b.wav"), "voice");
    assertThat(later().isIntact(copy, manifest)).isFalse();
    Files.writeString(recording("b.wav"), "noise");
    assertThat(later().isIntact(copy, manifest)).isTrue();
  }

  @Test
  void theDigestIsThatOfTheContentWhetherRememberedOrNot() {
    Sha256 first = later().of(source);

    assertThat(first).isEqualTo(SourceDigest.of(source));
    assertThat(later().of(source)).isEqualTo(first);
  }

  @Test
  void onlyFilesThatChangedAreReadAgain() throws IOException {
    Sha256 before = later().of(source);
    List<String> lines = Files.readAllLines(remembered());
    assertThat(lines).hasSize(2);
    // What is remembered is used, so that a wrong digest of one shows in the whole.
    Files.write(
        remembered(), lines.stream().map(line -> OTHER + line.substring(OTHER.length())).toList());
    Files.delete(rememberedWhole());

    Sha256 unread = later().of(source);
    Files.writeString(recording("a.wav"), "sound");
    Files.writeString(recording("b.wav"), "noise");

    assertThat(unread).isNotEqualTo(before);
    assertThat(later().of(source)).isEqualTo(before);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a source file with other bytes, but its size and its date",
      outcome = "noticed: it is read again, and what depends on it is made again")
  void aFileWrittenOverWithItsSizeAndDateKeptIsReadAgain() throws IOException {
    Sha256 before = later().of(source);
    FileTime date = Files.getLastModifiedTime(recording("a.wav"));

    Files.writeString(recording("a.wav"), "SOUND");
    Files.setLastModifiedTime(recording("a.wav"), date);

    assertThat(later().of(source)).isNotEqualTo(before).isEqualTo(SourceDigest.of(source));
  }

  @Test
  void whatChangedJustNowIsNotRemembered() throws IOException {
    new DigestMemory(home, InstantSource.fixed(Instant.now())).of(source);

    assertThat(home.resolve("digests")).doesNotExist();
  }

  @Test
  void filesThatAreGoneAreForgotten() throws IOException {
    later().of(source);
    Files.delete(recording("b.wav"));

    later().of(source);

    assertThat(Files.readAllLines(remembered())).singleElement().asString().endsWith("a.wav");
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "damaged notes of the digests of sources",
      outcome = "the sources are read again")
  void aDamagedMemoryIsLikeNone() throws IOException {
    later().of(source);
    Files.writeString(remembered(), "no digest\n");
    Files.writeString(rememberedWhole(), "no digest\n");

    assertThat(later().of(source)).isEqualTo(SourceDigest.of(source));
    assertThat(Files.readAllLines(remembered())).hasSize(2);
  }

  @Test
  void aNameWithALineBreakIsReadEachTime() throws IOException {
    Files.writeString(recording("a\nb.wav"), "third");

    assertThat(later().of(source)).isEqualTo(SourceDigest.of(source));
    assertThat(Files.readAllLines(remembered())).hasSize(2);
    assertThat(later().of(source)).isEqualTo(SourceDigest.of(source));
  }

  @Test
  void noFileIsAskedForWhenNothingChanged() throws IOException {
    Sha256 before = later().of(source);
    Path whole = rememberedWhole();
    Files.writeString(whole, Files.readAllLines(whole).get(0) + "\n" + OTHER + "\n");

    assertThat(later().of(source)).isEqualTo(new Sha256(OTHER));
    // Anything new is seen, and what is remembered is right again.
    Files.createFile(recording("c.wav"));
    assertThat(later().of(source)).isNotEqualTo(before).isEqualTo(SourceDigest.of(source));
    Files.delete(recording("c.wav"));
    assertThat(later().of(source)).isEqualTo(before);
  }

  @Test
  void theSameFolderUnderAnotherNameOrLayoutIsAnotherSource() {
    later().of(source);
    Source named = new Source("commands", source.path(), source.layout());
    Source laid = new Source(source.name(), source.path(), "ljspeech");

    assertThat(later().of(named)).isEqualTo(SourceDigest.of(named));
    assertThat(later().of(laid)).isEqualTo(SourceDigest.of(laid));
  }

  @Test
  void aChangeOfWhatALinkLeadsToIsSeen() throws IOException {
    Files.createSymbolicLink(recording("link.wav"), recording("a.wav"));
    Path folders = Files.createDirectory(folder.resolve("recordings/outer"));
    Files.createSymbolicLink(folders.resolve("link"), folder.resolve("recordings/inner"));
    Sha256 before = later().of(source);

    Files.writeString(recording("a.wav"), "other");

    assertThat(later().of(source)).isNotEqualTo(before).isEqualTo(SourceDigest.of(source));
  }

  @Test
  void aSourceThatIsOneFileIsRemembered() throws IOException {
    Source file = new Source("words", recording("a.wav"), "auto");
    later().of(file);
    Path whole = rememberedWhole();
    Files.writeString(whole, Files.readAllLines(whole).get(0) + "\n" + OTHER + "\n");

    assertThat(later().of(file)).isEqualTo(new Sha256(OTHER));
  }

  @Test
  void aLookAheadTellsTheSameAndEndsWithTheSameFailure() throws IOException {
    DigestMemory memory = later();
    memory.lookAhead(Sketches.pipeline(source, Sketches.stage("ingest", Map.of(), "words")));
    assertThat(memory.of(source)).isEqualTo(SourceDigest.of(source));

    Files.createSymbolicLink(recording("outside"), folder);
    memory.lookAhead(Sketches.pipeline(source, Sketches.stage("ingest", Map.of(), "words")));
    assertThatThrownBy(() -> memory.of(source))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(DefinitionError.SOURCE_LINK_OUTSIDE));
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "notes of the digests of sources that cannot be written",
      outcome = "the sources are read each time")
  void aHomeThatCannotBeWrittenToIsNoHindrance() throws IOException {
    Files.writeString(home, "a file");

    assertThat(later().of(source)).isEqualTo(SourceDigest.of(source));
  }
}
