package org.wavetrain.corpus;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.wavetrain.artifacts.ArtifactWriter;

/**
 * Writes a corpus artifact: tar shards with {@code <id>.json} and {@code <id>.wav} after each
 * other, then {@code corpus.json}. Equal utterances in equal order give equal bytes.
 */
public final class CorpusWriter implements AutoCloseable {
  private static final long SHARD_BYTES = 32L << 20;

  private final ArtifactWriter output;
  private final Path directory;
  private final CorpusTally tally = new CorpusTally();
  private final List<String> shards = new ArrayList<>();
  private TarArchiveOutputStream tar;
  private Path shardFile;
  private long shardBytes;

  /**
   * @param output where the files go
   * @param directory an empty folder for the shard being written
   */
  public CorpusWriter(ArtifactWriter output, Path directory) {
    this.output = output;
    this.directory = directory;
  }

  /** Adds one utterance with its samples (16 kHz, mono, 16-bit). */
  public void add(Utterance utterance, short[] samples) throws IOException {
    if (samples.length != utterance.samples()) {
      throw new IllegalArgumentException(
          utterance.id() + " says " + utterance.samples() + " samples, has " + samples.length);
    }
    if (tar == null) {
      openShard();
    }
    writeEntry(
        utterance.id() + ".json", CorpusFiles.JSON.writeValueAsBytes(UtteranceJson.of(utterance)));
    writeEntry(utterance.id() + ".wav", WaveFile.encode(samples));
    tally.add(utterance);
    if (shardBytes >= SHARD_BYTES) {
      closeShard();
    }
  }

  /**
   * Writes what is left and {@code corpus.json}.
   *
   * @param sources the folders that the utterances are from; empty where nobody knows
   * @param rejects how many recordings were set aside, by reason
   */
  public CorpusSummary finish(List<CorpusSource> sources, Map<String, Integer> rejects)
      throws IOException {
    closeShard();
    CorpusSummary summary = tally.summary(sources, shards, rejects);
    output.put(
        CorpusFiles.SUMMARY, CorpusFiles.JSON.writeValueAsBytes(CorpusSummaryJson.of(summary)));
    return summary;
  }

  private void openShard() throws IOException {
    Files.createDirectories(directory);
    shardFile = directory.resolve("shard.tar");
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(shardFile), 1 << 20);
    tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    shardBytes = 0;
  }

  private void writeEntry(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(0644);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setModTime(0L);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
    shardBytes += content.length;
  }

  private void closeShard() throws IOException {
    if (tar == null) {
      return;
    }
    tar.close();
    tar = null;
    String name = CorpusFiles.shardName(shards.size());
    output.put(name, shardFile);
    shards.add(name);
    Files.delete(shardFile);
  }

  /** Drops a shard that was not finished. */
  @Override
  public void close() throws IOException {
    if (tar != null) {
      tar.close();
      tar = null;
      Files.deleteIfExists(shardFile);
    }
  }
}
