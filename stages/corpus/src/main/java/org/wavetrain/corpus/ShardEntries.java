package org.wavetrain.corpus;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.wavetrain.failure.UserFailure;

/**
 * Goes through one shard, in which each utterance's description comes right before its recording.
 */
final class ShardEntries {
  /** Bounds what a hostile shard can make us allocate: ten hours of audio. */
  private static final long LONGEST_ENTRY_BYTES =
      10L * 3600 * Utterance.SAMPLE_RATE_HZ * 2 + WaveFile.HEADER_BYTES;

  /** The recording that the shard is at; asked at most once, before the visitor returns. */
  interface Recording {
    /** Decodes it. */
    short[] samples() throws IOException;

    /** Where it is in a copy of the shard. */
    SampleSource in(Path copy) throws IOException;
  }

  interface Visitor {
    void visit(Utterance utterance, Recording recording) throws IOException;
  }

  private final String shard;
  private final TarArchiveInputStream tar;

  /**
   * @param shard its name, for messages
   * @param content read to the tar's end mark; not closed
   */
  ShardEntries(String shard, InputStream content) {
    this.shard = shard;
    this.tar = new TarArchiveInputStream(content);
  }

  /**
   * @throws UserFailure {@code CORPUS_MALFORMED}
   */
  void visit(Visitor visitor) throws IOException {
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Utterance utterance = description(entry);
      TarArchiveEntry audio = tar.getNextEntry();
      if (audio == null || !audio.getName().equals(utterance.id() + ".wav")) {
        throw malformed("has no recording after the description of " + utterance.id());
      }
      visitor.visit(utterance, new Entry(audio, utterance));
    }
  }

  private final class Entry implements Recording {
    private final TarArchiveEntry entry;
    private final Utterance utterance;

    Entry(TarArchiveEntry entry, Utterance utterance) {
      this.entry = entry;
      this.utterance = utterance;
    }

    @Override
    public short[] samples() throws IOException {
      try {
        short[] samples = WaveFile.decode(content(entry));
        requireLength(samples.length);
        return samples;
      } catch (IllegalArgumentException e) {
        throw malformed("holds " + entry.getName() + ": " + e.getMessage());
      }
    }

    @Override
    public SampleSource in(Path copy) throws IOException {
      requireRegular(entry);
      long position = tar.getBytesRead() + WaveFile.HEADER_BYTES;
      try {
        int length = WaveFile.length(tar.readNBytes(WaveFile.HEADER_BYTES), entry.getSize());
        requireLength(length);
        return new ShardRecording(copy, position, length);
      } catch (IllegalArgumentException e) {
        throw malformed("holds " + entry.getName() + ": " + e.getMessage());
      }
    }

    private void requireLength(int samples) {
      if (samples != utterance.samples()) {
        throw malformed("holds " + entry.getName() + " with " + samples + " samples");
      }
    }
  }

  private Utterance description(TarArchiveEntry entry) throws IOException {
    byte[] bytes = content(entry);
    try {
      Utterance utterance = CorpusFiles.JSON.readValue(bytes, UtteranceJson.class).toUtterance();
      if (!entry.getName().equals(utterance.id() + ".json")) {
        throw malformed("describes " + utterance.id() + " in " + entry.getName());
      }
      return utterance;
    } catch (JacksonException | RuntimeException e) {
      if (e instanceof UserFailure failure) {
        throw failure;
      }
      throw malformed("holds a description that cannot be read: " + entry.getName());
    }
  }

  private byte[] content(TarArchiveEntry entry) throws IOException {
    requireRegular(entry);
    byte[] bytes = tar.readNBytes(Math.toIntExact(entry.getSize()));
    if (bytes.length != entry.getSize()) {
      throw malformed("ends in the middle of " + entry.getName());
    }
    return bytes;
  }

  private void requireRegular(TarArchiveEntry entry) {
    // isFile holds for links too: all that is no folder.
    if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || entry.isSparse()) {
      throw malformed("holds " + entry.getName() + ", which is no regular file");
    }
    if (entry.getSize() > LONGEST_ENTRY_BYTES) {
      throw malformed("holds " + entry.getName() + " of " + entry.getSize() + " bytes");
    }
  }

  private UserFailure malformed(String what) {
    return CorpusFiles.malformed(shard, what);
  }
}
