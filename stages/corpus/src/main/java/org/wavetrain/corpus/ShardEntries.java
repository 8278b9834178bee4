package org.wavetrain.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
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

  /** A text and what else is known of a recording has no more. */
  private static final long LONGEST_DESCRIPTION_BYTES = 1 << 20;

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

  /** Something that reads on in the tar. */
  private interface Step<T> {
    T take() throws IOException;
  }

  private final String shard;
  private final ShardContent content;
  private final TarArchiveInputStream tar;

  /**
   * @param shard its name, for messages
   * @param content read to the tar's end mark; not closed
   */
  ShardEntries(String shard, InputStream content) {
    this.shard = shard;
    this.content = new ShardContent(content);
    this.tar = new TarArchiveInputStream(this.content);
  }

  /**
   * @throws UserFailure {@code CORPUS_MALFORMED}
   */
  void visit(Visitor visitor) throws IOException {
    Set<String> ids = new HashSet<>();
    for (TarArchiveEntry entry = next(); entry != null; entry = next()) {
      Utterance utterance = description(entry);
      if (!ids.add(utterance.id())) {
        throw malformed("holds " + utterance.id() + " twice");
      }
      TarArchiveEntry audio = next();
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
        byte[] header = step(() -> tar.readNBytes(WaveFile.HEADER_BYTES));
        int length = WaveFile.length(header, entry.getSize());
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

  private TarArchiveEntry next() throws IOException {
    return step(tar::getNextEntry);
  }

  /** Whatever goes wrong with the tar is its own fault, unless its bytes could not be got. */
  private <T> T step(Step<T> step) throws IOException {
    try {
      return step.take();
    } catch (IOException | IllegalArgumentException failure) {
      if (content.failed()) {
        throw failure;
      }
      throw malformed("is no sound tar: " + failure.getMessage());
    }
  }

  private Utterance description(TarArchiveEntry entry) throws IOException {
    if (entry.getSize() > LONGEST_DESCRIPTION_BYTES) {
      throw malformed("holds " + entry.getName() + " of " + entry.getSize() + " bytes");
    }
    byte[] bytes = content(entry);
    try {
      Utterance utterance = CorpusFiles.JSON.readValue(bytes, UtteranceJson.class).toUtterance();
      if (!entry.getName().equals(utterance.id() + ".json")) {
        throw malformed("describes " + utterance.id() + " in " + entry.getName());
      }
      return utterance;
    } catch (IOException | RuntimeException e) {
      if (e instanceof UserFailure failure) {
        throw failure;
      }
      throw malformed("holds a description that cannot be read: " + entry.getName());
    }
  }

  private byte[] content(TarArchiveEntry entry) throws IOException {
    requireRegular(entry);
    byte[] bytes = step(() -> tar.readNBytes(Math.toIntExact(entry.getSize())));
    if (bytes.length != entry.getSize()) {
      throw malformed("ends in the middle of " + entry.getName());
    }
    return bytes;
  }

  private void requireRegular(TarArchiveEntry entry) {
    // isFile holds for links and devices too: all that is no folder.
    boolean regular =
        entry.isFile()
            && !entry.isLink()
            && !entry.isSymbolicLink()
            && !entry.isCharacterDevice()
            && !entry.isBlockDevice()
            && !entry.isFIFO()
            && !entry.isSparse();
    if (!regular) {
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
