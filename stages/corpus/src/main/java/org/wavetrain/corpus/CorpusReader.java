package org.wavetrain.corpus;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.failure.UserFailure;

/**
 * Reads a corpus artifact: shard after shard, without holding more than one recording, or from a
 * copy on local disk in any order.
 */
public final class CorpusReader {
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
    byte[] content;
    try (InputStream in = artifact.open(CorpusFiles.SUMMARY)) {
      content = in.readAllBytes();
    }
    try {
      CorpusSummaryJson json = CorpusFiles.JSON.readValue(content, CorpusSummaryJson.class);
      CorpusSummary summary = json.toSummary();
      if (new HashSet<>(summary.shards()).size() < summary.shards().size()) {
        throw CorpusFiles.malformed(CorpusFiles.SUMMARY, "names a shard twice");
      }
      return new CorpusReader(artifact, summary);
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      throw CorpusFiles.malformed(CorpusFiles.SUMMARY, "cannot be read");
    }
  }

  /** What {@code corpus.json} says. */
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

  /** How many bytes {@link #copy} writes. */
  public long bytes() {
    return artifact.manifest().files().stream()
        .filter(file -> summary.shards().contains(file.path()))
        .mapToLong(ManifestFile::sizeBytes)
        .sum();
  }

  /**
   * Downloads the shards into a folder and hands the wanted utterances to {@code consumer}, each
   * with a place to read its samples from: the folder, which must stay as it is.
   */
  public void copy(
      Path directory, Predicate<Utterance> wanted, BiConsumer<Utterance, SampleSource> consumer)
      throws IOException {
    artifact.download(CorpusFiles.SHARDS, directory);
    for (String shard : summary.shards()) {
      if (!shard.startsWith(CorpusFiles.SHARDS) || shard.contains("..")) {
        throw CorpusFiles.malformed(CorpusFiles.SUMMARY, "names the shard " + shard);
      }
      Path copy = directory.resolve(shard);
      try (InputStream in = new BufferedInputStream(Files.newInputStream(copy))) {
        new ShardEntries(shard, in)
            .visit(
                (utterance, recording) -> {
                  if (wanted.test(utterance)) {
                    consumer.accept(utterance, recording.in(copy));
                  }
                });
      }
    }
  }

  private void visit(ShardEntries.Visitor visitor) throws IOException {
    for (String shard : summary.shards()) {
      try (InputStream in = artifact.open(shard)) {
        new ShardEntries(shard, in).visit(visitor);
        // The digest is checked at the end of the stream, past the tar's own end mark.
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}
