package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wavetrain.website.Documents;

/** Writes pages of runs by what the tracking server and the artifact store have of them. */
record RunDocuments(Services services) implements Documents {
  /** Few, since somebody waits for the page. */
  private static final int RECORDING_MEGABYTES = 1;

  @Override
  public void comparison(List<String> runIds, Path file) throws IOException {
    PipelineRuns known = new PipelineRuns(services);
    List<ListedRun> runs = runIds.stream().map(known::get).toList();
    new RunComparisons(services).write(runs, Optional.empty(), RECORDING_MEGABYTES, file);
  }
}
