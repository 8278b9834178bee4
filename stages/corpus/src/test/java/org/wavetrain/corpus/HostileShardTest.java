package org.wavetrain.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.testing.InMemoryArtifact;

/** Shards that no CorpusWriter wrote. */
class HostileShardTest {
  @TempDir Path directory;

  private static final String DESCRIPTION =
      """
      {"id":"a","source":"s","speaker":"p","split":"train","text":"hi","samples":400}""";
  private static final String SUMMARY =
      """
      {"sample_rate_hz":16000,"shards":["shards/00000.tar"],"alphabet":[],"labels":[],\
      "splits":{},"rejects":{}}""";
  private static final byte[] SOUND = WaveFile.encode(new short[400]);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with a name that has .. in it",
      outcome = "refused as CORPUS_MALFORMED")
  void aNameThatLeavesTheFolderIsRefused() throws IOException {
    add("../a.json", DESCRIPTION.getBytes(UTF_8));
    add("../a.wav", SOUND);
    assertRefused("../a.json");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard whose description has an id with ..",
      outcome = "refused as CORPUS_MALFORMED")
  void anIdThatLeavesTheFolderIsRefused() throws IOException {
    add("../a.json", DESCRIPTION.replace("\"a\"", "\"../a\"").getBytes(UTF_8));
    add("../a.wav", SOUND);
    assertRefused("../a.json");
  }

  @Test
  void aTextAloneIsTheSentenceToo() throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    add("a.json", DESCRIPTION.getBytes(UTF_8));
    add("a.wav", SOUND);
    tar.close();
    read(bytes.toByteArray(), utterances::add);

    assertThat(utterances).extracting(Utterance::sentence).containsExactly(Optional.of("hi"));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with a symbolic link",
      outcome = "refused as CORPUS_MALFORMED")
  void aLinkIsRefused() throws IOException {
    TarArchiveEntry link = new TarArchiveEntry("a.json", TarConstants.LF_SYMLINK);
    link.setLinkName("/etc/passwd");
    tar.putArchiveEntry(link);
    tar.closeArchiveEntry();
    assertRefused("no regular file");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with a folder",
      outcome = "refused as CORPUS_MALFORMED")
  void aFolderIsRefused() throws IOException {
    tar.putArchiveEntry(new TarArchiveEntry("a.json/"));
    tar.closeArchiveEntry();
    assertRefused("no regular file");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with an entry that claims 3 GB",
      outcome = "refused as CORPUS_MALFORMED before anything is read")
  void aSizeBeyondAllReasonIsRefusedBeforeItIsRead() throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("a.json");
    entry.setSize(3L << 30);
    tar.putArchiveEntry(entry);
    tar.flush();
    assertRefused("3221225472 bytes");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with a description but no recording",
      outcome = "refused as CORPUS_MALFORMED")
  void aDescriptionWithoutSoundIsRefused() throws IOException {
    add("a.json", DESCRIPTION.getBytes(UTF_8));
    assertRefused("no recording");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with the recording of another utterance",
      outcome = "refused as CORPUS_MALFORMED")
  void theSoundOfAnotherUtteranceIsRefused() throws IOException {
    add("a.json", DESCRIPTION.getBytes(UTF_8));
    add("b.wav", SOUND);
    assertRefused("no recording");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with a description that is no JSON",
      outcome = "refused as CORPUS_MALFORMED")
  void aDescriptionThatIsNoJsonIsRefused() throws IOException {
    add("a.json", "{\"id\":".getBytes(UTF_8));
    assertRefused("cannot be read: a.json");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with a description without an id",
      outcome = "refused as CORPUS_MALFORMED")
  void aDescriptionWithoutAnIdIsRefused() throws IOException {
    add("a.json", "{}".getBytes(UTF_8));
    assertRefused("cannot be read: a.json");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with a split that does not exist",
      outcome = "refused as CORPUS_MALFORMED")
  void anUnknownSplitIsRefused() throws IOException {
    add("a.json", DESCRIPTION.replace("train", "elsewhere").getBytes(UTF_8));
    assertRefused("cannot be read: a.json");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with a recording of another rate",
      outcome = "refused as CORPUS_MALFORMED")
  void aSoundOfAnotherRateIsRefused() throws IOException {
    byte[] other = SOUND.clone();
    other[25] = 0x1f;
    add("a.json", DESCRIPTION.getBytes(UTF_8));
    add("a.wav", other);
    assertRefused("not a 16 kHz mono PCM16 WAV");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with a recording of another length than said",
      outcome = "refused as CORPUS_MALFORMED")
  void aSoundOfAnotherLengthThanSaidIsRefused() throws IOException {
    add("a.json", DESCRIPTION.getBytes(UTF_8));
    add("a.wav", WaveFile.encode(new short[399]));
    assertRefused("with 399 samples");
  }

  @Test
  @Fault(area = FaultArea.HOSTILE_INPUT, injected = "a shard that is cut off", outcome = "refused")
  void aShardThatIsCutOffIsRefused() throws IOException {
    add("a.json", DESCRIPTION.getBytes(UTF_8));
    add("a.wav", SOUND);
    tar.close();
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), 1024 + 512 + 100);

    assertMalformed(() -> read(cut));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a summary of a corpus that is no JSON",
      outcome = "refused as CORPUS_MALFORMED")
  void aFileThatIsNoSummaryIsRefused() {
    InMemoryArtifact artifact = new InMemoryArtifact();
    artifact.put(CorpusFiles.SUMMARY, "not json".getBytes(UTF_8));

    assertMalformed(() -> CorpusReader.open(artifact));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard with an absolute name",
      outcome = "refused as CORPUS_MALFORMED")
  void anAbsoluteNameIsRefused() throws IOException {
    add("/a.json", DESCRIPTION.getBytes(UTF_8));
    add("/a.wav", SOUND);
    assertRefused("/a.json");
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarConstants.LF_LINK,
        TarConstants.LF_SYMLINK,
        TarConstants.LF_CHR,
        TarConstants.LF_BLK,
        TarConstants.LF_FIFO
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard whose description or recording is a link, a device or a pipe",
      outcome = "refused as CORPUS_MALFORMED")
  void whatIsNoRegularFileIsRefused(byte kind) throws IOException {
    special("a.json", kind);
    assertRefused("no regular file");

    bytes.reset();
    add("a.json", DESCRIPTION.getBytes(UTF_8));
    special("a.wav", kind);
    assertRefused("no regular file");
  }

  private void special(String name, byte kind) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setLinkName("/dev/zero");
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard that holds an utterance twice",
      outcome = "refused as CORPUS_MALFORMED")
  void anUtteranceThatComesTwiceIsRefused() throws IOException {
    for (int time = 0; time < 2; time++) {
      add("a.json", DESCRIPTION.getBytes(UTF_8));
      add("a.wav", SOUND);
    }
    assertRefused("holds a twice");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a summary that names a shard twice",
      outcome = "refused as CORPUS_MALFORMED")
  void aShardThatIsNamedTwiceIsRefused() {
    InMemoryArtifact artifact = new InMemoryArtifact();
    artifact.put(
        CorpusFiles.SUMMARY, SUMMARY.replace("[\"", "[\"shards/00000.tar\",\"").getBytes(UTF_8));

    assertMalformed(() -> CorpusReader.open(artifact)).hasMessageContaining("twice");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a shard whose description is larger than any",
      outcome = "refused as CORPUS_MALFORMED before it is read")
  void aDescriptionBeyondAllReasonIsRefused() throws IOException {
    add("a.json", DESCRIPTION.replace("hi", "hi".repeat(1 << 20)).getBytes(UTF_8));
    assertRefused("2097229 bytes");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a summary that names a shard outside of the corpus",
      outcome = "refused as CORPUS_MALFORMED")
  void aShardOutsideIsRefused() throws IOException {
    InMemoryArtifact artifact = new InMemoryArtifact();
    artifact.put(
        CorpusFiles.SUMMARY, SUMMARY.replace("shards/0", "shards/../../0").getBytes(UTF_8));

    assertMalformed(
        () -> CorpusReader.open(artifact).copy(directory, any -> true, (utterance, samples) -> {}));
  }

  private void add(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private void assertRefused(String words) throws IOException {
    tar.flush();
    byte[] shard = bytes.toByteArray();
    // Two empty blocks end a tar; an unfinished entry has none.
    byte[] ended = Arrays.copyOf(shard, shard.length + 1024);
    assertMalformed(() -> read(ended)).hasMessageContaining(words);
    assertMalformed(() -> copy(ended)).hasMessageContaining(words);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertMalformed(
      ThrowingCallable reading) {
    return assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(CorpusError.CORPUS_MALFORMED));
  }

  private static void read(byte[] shard) throws IOException {
    read(shard, utterance -> {});
  }

  private static void read(byte[] shard, Consumer<Utterance> consumer) throws IOException {
    open(shard).forEach(any -> true, (utterance, samples) -> consumer.accept(utterance));
  }

  private void copy(byte[] shard) throws IOException {
    open(shard).copy(directory, any -> true, (utterance, samples) -> {});
  }

  private static CorpusReader open(byte[] shard) throws IOException {
    InMemoryArtifact artifact = new InMemoryArtifact();
    artifact.put("shards/00000.tar", shard);
    artifact.put(CorpusFiles.SUMMARY, SUMMARY.getBytes(UTF_8));
    return CorpusReader.open(artifact);
  }
}
