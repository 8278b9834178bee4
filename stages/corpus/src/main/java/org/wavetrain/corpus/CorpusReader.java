package org.wavetrain.corpus;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.failure.UserFailure;

/** Reads a corpus artifact, shard after shard, without holding more than one recording. */
public final class CorpusReader {
  /** Bounds what a hostile shard can make us allocate: ten hours of audio. */
  private static final long LONGEST_ENTRY_BYTES = 10L * 3600 * Utterance.SAMPLE_RATE_HZ * 2 + 44;

  /** The recording that the shard is at. */
  private interface Recording {
    short[] samples() throws IOException;
  }

  private interface Visitor {
    void visit(Utterance utterance, Recording recording) throws IOException;
  }

  private final ArtifactReader artifact;
  private final CorpusSummary summary;

  private CorpusReader(ArtifactReader artifact, CorpusSummary summary) {
    this.artifact = artifact;
    this.summary = summary;
  }

  /**
   * Reads the summary of a corpus.
   *
   * @throws UserFailure {@code CORPUS_MALFORMED} when the artifact is not a corpus
   */
  public static CorpusReader open(ArtifactReader artifact) throws IOException {
    try (InputStream in = artifact.open(CorpusFiles.SUMMARY)) {
      CorpusSummaryJson json =
          CorpusFiles.JSON.readValue(in.readAllBytes(), CorpusSummaryJson.class);
      return new CorpusReader(artifact, json.toSummary());
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      throw malformed(CorpusFiles.SUMMARY, "cannot be read");
    }
  }

  public CorpusSummary summary() {
    return summary;
  }

  /**
   * Hands the wanted utterances and their samples (16 kHz, mono, 16-bit) to {@code consumer}, in
   * the order of the shards.
   */
  public void forEach(Predicate<Utterance> wanted, BiConsumer<Utterance, short[]> consumer)
      throws IOException {
    visit(
        (utterance, recording) -> {
          if (wanted.test(utterance)) {
            consumer.accept(utterance, recording.samples());
          }
        });
  }

  /** Hands all utterances to {@code consumer}, in the order of the shards; decodes no samples. */
  public void forEachDescription(Consumer<Utterance> consumer) throws IOException {
    visit((utterance, recording) -> consumer.accept(utterance));
  }

  private void visit(Visitor visitor) throws IOException {
    for (String shard : summary.shards()) {
      try (InputStream in = artifact.open(shard);
          TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
        visitShard(shard, tar, visitor);
        // The digest is checked at the end of the stream, past the tar's own end mark.
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }

  /** In a shard each utterance's description comes right before its recording. */
  private static void visitShard(String shard, TarArchiveInputStream tar, Visitor visitor)
      throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Utterance utterance = readDescription(shard, tar, entry);
      TarArchiveEntry audio = tar.getNextEntry();
      if (audio == null || !audio.getName().equals(utterance.id() + ".wav")) {
        throw malformed(shard, "has no recording after the description of " + utterance.id());
      }
      visitor.visit(utterance, () -> readSamples(shard, tar, audio, utterance));
    }
  }

  private static Utterance readDescription(
      String shard, TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
    byte[] bytes = content(shard, tar, entry);
    try {
      Utterance utterance = CorpusFiles.JSON.readValue(bytes, UtteranceJson.class).toUtterance();
      if (!entry.getName().equals(utterance.id() + ".json")) {
        throw malformed(shard, "describes " + utterance.id() + " in " + entry.getName());
      }
      return utterance;
    } catch (JacksonException | RuntimeException e) {
      if (e instanceof UserFailure failure) {
        throw failure;
      }
      throw malformed(shard, "holds a description that cannot be read: " + entry.getName());
    }
  }

  private static short[] readSamples(
      String shard, TarArchiveInputStream tar, TarArchiveEntry entry, Utterance utterance)
      throws IOException {
    short[] samples;
    try {
      samples = WaveFile.decode(content(shard, tar, entry));
    } catch (IllegalArgumentException e) {
      throw malformed(shard, "holds " + entry.getName() + ": " + e.getMessage());
    }
    if (samples.length != utterance.samples()) {
      throw malformed(shard, "holds " + entry.getName() + " with " + samples.length + " samples");
    }
    return samples;
  }

  private static byte[] content(String shard, TarArchiveInputStream tar, TarArchiveEntry entry)
      throws IOException {
    // isFile holds for links too: all that is no folder.
    if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || entry.isSparse()) {
      throw malformed(shard, "holds " + entry.getName() + ", which is no regular file");
    }
    if (entry.getSize() > LONGEST_ENTRY_BYTES) {
      throw malformed(shard, "holds " + entry.getName() + " of " + entry.getSize() + " bytes");
    }
    byte[] bytes = tar.readNBytes(Math.toIntExact(entry.getSize()));
    if (bytes.length != entry.getSize()) {
      throw malformed(shard, "ends in the middle of " + entry.getName());
    }
    return bytes;
  }

  private static UserFailure malformed(String file, String what) {
    return new UserFailure(
        CorpusError.CORPUS_MALFORMED,
        "The corpus file " + file + " " + what + ".",
        "Run the stage that made the corpus again with --no-cache.");
  }
}
