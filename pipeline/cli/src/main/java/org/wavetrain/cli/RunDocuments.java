package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.ChampionCorpus;
import org.wavetrain.report.CorpusFigures;
import org.wavetrain.report.DataReportWriter;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.PipelineRuns;
import org.wavetrain.report.comparison.Evaluations;
import org.wavetrain.website.Documents;

/** Writes pages of runs by what the tracking server and the artifact store have of them. */
record RunDocuments(Services services, Evaluations evaluations) implements Documents {
  /** Few, since somebody waits for the page. */
  private static final int RECORDING_MEGABYTES = 1;

  /** An utterance is some kilobytes in memory. */
  private static final long MOST_UTTERANCES_KEPT = 20_000;

  RunDocuments(Services services) {
    this(services, new Evaluations(services.store(), MOST_UTTERANCES_KEPT));
  }

  @Override
  public void comparison(List<String> runIds, Path file) throws IOException {
    PipelineRuns known = new PipelineRuns(services.tracking(), services.store());
    List<PipelineRun> runs =
        runIds.stream().map(id -> known.find(id).orElseThrow(() -> noPipeline(id))).toList();
    new RunComparisons(services, evaluations)
        .write(runs, Optional.empty(), RECORDING_MEGABYTES, file);
  }

  @Override
  public void data(ArtifactKey corpus, String stage, Optional<String> model, Path file)
      throws IOException {
    ChampionCorpus champions =
        new ChampionCorpus(
            services.store(),
            model
                .map(name -> ChampionCorpora.of(services.tracking().registry(), name))
                .orElse(Map.of()));
    new DataReportWriter()
        .write(
            "Recordings of " + stage,
            corpus.toString(),
            figures(corpus),
            champions.besides(stage, corpus),
            file);
  }

  private static UserFailure noPipeline(String id) {
    return new UserFailure(
        CommandError.RUN_MISSING,
        "The run " + id + " is none of a pipeline.",
        "Choose runs in the list of runs.");
  }

  private CorpusFigures figures(ArtifactKey corpus) throws IOException {
    return CorpusFigures.read(services.store().open(corpus));
  }
}
