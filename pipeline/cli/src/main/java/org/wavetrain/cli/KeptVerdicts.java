package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.wavetrain.artifacts.Proof;
import org.wavetrain.promotion.Verdict;
import org.wavetrain.promotion.VerdictFiles;
import org.wavetrain.report.KeptReports;
import org.wavetrain.stage.RunFiles;

/** Verdicts beside the report of the run that made the version, as {@code verdict.json}. */
record KeptVerdicts(Services services) implements VerdictFiles {
  private static final String FILE = "verdict.json";

  @Override
  public void keep(String runId, Verdict verdict, Proof turn) {
    byte[] content = TaskJson.of(verdict).getBytes(UTF_8);
    new KeptReports(services.store()).replace(runId, FILE, content, turn);
    new RunFiles(services.tracking(), services.store()).put(runId, FILE, content);
  }
}
