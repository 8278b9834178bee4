package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.report.ComparedArtifacts;
import org.wavetrain.report.ComparedRun;
import org.wavetrain.report.ComparisonWriter;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.website.Documents;

/** Writes pages of runs by what the tracking server and the artifact store have of them. */
record RunDocuments(Services services) implements Documents {
  @Override
  public void comparison(List<String> runIds, Path file) throws IOException {
    List<ComparedRun> runs = new ArrayList<>();
    for (String id : runIds) {
      RunSummary run = services.tracking().run(id);
      runs.add(new ComparedRun(run.name(), id, artifacts(run.tags())));
    }
    new ComparisonWriter()
        .write("Runs", Instant.now(), ComparedArtifacts.read(services.store(), runs), file);
  }

  private static Map<String, ArtifactKey> artifacts(Map<String, String> tags) {
    Map<String, ArtifactKey> artifacts = new TreeMap<>();
    tags.forEach(
        (tag, value) -> {
          if (tag.startsWith(Promotion.STAGE_TAG_PREFIX)) {
            artifacts.put(
                tag.substring(Promotion.STAGE_TAG_PREFIX.length()), ArtifactKey.parse(value));
          }
        });
    return artifacts;
  }
}
