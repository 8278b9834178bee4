package org.wavetrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.FolderTree;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.audio.SoundFile;
import org.wavetrain.audio.SoundFormat;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.report.comparison.Recordings;

/** Recordings of corpus artifacts as MP3, which all browsers play. */
record CorpusRecordings(ArtifactStore store) implements Recordings {
  /** A larger corpus would take minutes to look through. */
  private static final long LARGEST_CORPUS_BYTES = 2_000_000_000L;

  private static final double GIGABYTE = 1e9;

  /** MP3 as it is written here takes 8000 bytes a second, and a frame or two more. */
  private static final double BYTES_A_SAMPLE = 8000.0 / Utterance.SAMPLE_RATE_HZ;

  private static final int BYTES_BESIDE = 1000;

  @Override
  public Found of(ArtifactKey corpus, List<String> ids, long mostBytes) throws IOException {
    if (mostBytes <= 0) {
      return new Found(Map.of(), "");
    }
    Optional<Manifest> manifest = store.findReadable(corpus);
    if (manifest.isEmpty()) {
      return new Found(Map.of(), "The recordings are gone from the store.");
    }
    long size = manifest.get().files().stream().mapToLong(ManifestFile::sizeBytes).sum();
    if (size > LARGEST_CORPUS_BYTES) {
      return new Found(
          Map.of(),
          "None can be played: the corpus of %.1f GB is too large to look through."
              .formatted(size / GIGABYTE));
    }
    CorpusReader reader = CorpusReader.open(store.open(corpus));
    return new Found(read(reader, chosen(reader, ids, mostBytes)), "");
  }

  /** As many as there is room for, those that are wanted most first. */
  private static HashSet<String> chosen(CorpusReader reader, List<String> ids, long mostBytes)
      throws IOException {
    Map<String, Integer> samples = new HashMap<>();
    reader.forEachDescription(utterance -> samples.put(utterance.id(), utterance.samples()));
    HashSet<String> chosen = new HashSet<>();
    long left = mostBytes;
    for (String id : ids) {
      Integer length = samples.get(id);
      if (length != null) {
        long bytes = Math.round(length * BYTES_A_SAMPLE) + BYTES_BESIDE;
        if (bytes <= left) {
          chosen.add(id);
          left -= bytes;
        }
      }
    }
    return chosen;
  }

  private static Map<String, byte[]> read(CorpusReader reader, HashSet<String> chosen)
      throws IOException {
    Map<String, byte[]> recordings = new LinkedHashMap<>();
    if (chosen.isEmpty()) {
      return recordings;
    }
    Path folder = Files.createTempDirectory("wavetrain-recordings");
    try {
      Path file = folder.resolve("recording.mp3");
      reader.forEach(
          utterance -> chosen.contains(utterance.id()),
          (utterance, samples) -> recordings.put(utterance.id(), mp3(samples, file)));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    } finally {
      new FolderTree(folder).remove();
    }
    return recordings;
  }

  private static byte[] mp3(short[] samples, Path file) {
    try {
      SoundFile.write(file, SoundFormat.MP3, samples, Utterance.SAMPLE_RATE_HZ);
      return Files.readAllBytes(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
