package org.wavetrain.corpus;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.artifacts.Manifest;

/** The files of an artifact, kept in memory. */
final class CorpusInMemory implements ArtifactWriter, ArtifactReader {
  final Map<String, byte[]> files = new TreeMap<>();

  @Override
  public void put(String path, Path file) throws IOException {
    files.put(path, Files.readAllBytes(file));
  }

  @Override
  public void put(String path, byte[] content) {
    files.put(path, content);
  }

  @Override
  public InputStream open(String path) throws IOException {
    if (!files.containsKey(path)) {
      throw new FileNotFoundException(path);
    }
    return new ByteArrayInputStream(files.get(path));
  }

  @Override
  public void putAll(String prefix, Path directory) {
    throw new UnsupportedOperationException("a corpus is put file by file");
  }

  @Override
  public Manifest manifest() {
    throw new UnsupportedOperationException("a corpus is read by its summary");
  }

  @Override
  public void download(String prefix, Path directory) {
    throw new UnsupportedOperationException("a corpus is streamed");
  }

  List<Utterance> utterances() throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    CorpusReader.open(this).forEach(any -> true, (utterance, samples) -> utterances.add(utterance));
    return utterances;
  }
}
