package org.wavetrain.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wavetrain.artifacts.CheckpointStore;

/** Keeps checkpoints in the heap. */
final class InMemoryCheckpoints implements CheckpointStore {
  private final TreeMap<Long, TreeMap<String, byte[]>> states = new TreeMap<>();

  @Override
  public void save(long step, Path directory) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(directory)) {
      List<Path> paths = walk.filter(Files::isRegularFile).toList();
      for (Path path : paths) {
        files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    states.put(step, files);
  }

  @Override
  public OptionalLong restoreLatest(Path directory) throws IOException {
    if (states.isEmpty()) {
      return OptionalLong.empty();
    }
    for (var file : states.lastEntry().getValue().entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return OptionalLong.of(states.lastKey());
  }

  @Override
  public void clear() {
    states.clear();
  }
}
