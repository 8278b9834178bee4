package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.wavetrain.promotion.Verdict;
import org.wavetrain.promotion.VerdictFiles;

/** Verdicts beside the report of the run that made the version, as {@code verdict.json}. */
record KeptVerdicts(Services services) implements VerdictFiles {
  private static final String FILE = "verdict.json";

  @Override
  public void keep(String runId, Verdict verdict) {
    if (!runId.isEmpty()) {
      new TaskReports(services).put(runId, FILE, TaskJson.of(verdict).getBytes(UTF_8));
    }
  }
}
