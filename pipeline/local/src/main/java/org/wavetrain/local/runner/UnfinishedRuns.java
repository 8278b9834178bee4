package org.wavetrain.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wavetrain.artifacts.Sha256;

/**
 * The tracking runs of a home's pipelines that have not gone through, one of each pipeline at most,
 * each in a file of its own.
 *
 * @param folder where the files are
 */
record UnfinishedRuns(Path folder) {
  /**
   * One of them.
   *
   * @param pipeline the pipeline's name
   * @param id the run
   */
  record UnfinishedRun(String pipeline, String id) {}

  static UnfinishedRuns of(Path home) {
    return new UnfinishedRuns(home.resolve("unfinished-runs"));
  }

  List<UnfinishedRun> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<UnfinishedRun> runs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        // A process that is killed while it writes leaves a file with less.
        if (lines.size() == 2) {
          runs.add(new UnfinishedRun(lines.get(1), lines.get(0)));
        }
      }
    }
    return runs;
  }

  void add(UnfinishedRun run) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file(run.pipeline()), run.id() + "\n" + run.pipeline() + "\n");
  }

  void remove(String pipeline) throws IOException {
    Files.deleteIfExists(file(pipeline));
  }

  /** Names of pipelines need not be names of files. */
  private Path file(String pipeline) {
    return folder.resolve(Sha256.of(pipeline).abbreviated());
  }
}
