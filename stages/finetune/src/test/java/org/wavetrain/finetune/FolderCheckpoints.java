package org.wavetrain.finetune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.wavetrain.artifacts.CheckpointStore;

/** Keeps checkpoints in a folder, each there at once or not at all, so that killing is harmless. */
final class FolderCheckpoints implements CheckpointStore {
  private final Path folder;

  FolderCheckpoints(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  @Override
  public void save(long step, Path directory, int kept) throws IOException {
    Path draft = Files.createTempDirectory(folder.getParent(), "draft");
    copy(directory, draft);
    Files.move(draft, folder.resolve("%06d".formatted(step)), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public OptionalLong restoreLatest(Path directory) throws IOException {
    List<Path> states;
    try (Stream<Path> files = Files.list(folder)) {
      states = files.sorted().toList();
    }
    if (states.isEmpty()) {
      return OptionalLong.empty();
    }
    Path latest = states.get(states.size() - 1);
    copy(latest, directory);
    return OptionalLong.of(Long.parseLong(latest.getFileName().toString()));
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target);
    }
  }

  @Override
  public Duration elapsed() {
    return Duration.ZERO;
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException();
  }
}
