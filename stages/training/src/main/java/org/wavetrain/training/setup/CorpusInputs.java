package org.wavetrain.training.setup;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;
import org.wavetrain.stage.InputDataset;
import org.wavetrain.stage.InputDataset.Column;
import org.wavetrain.stage.RunLog;

/**
 * Tells the tracking server which splits of corpora a stage reads.
 *
 * @param log the stage's
 */
public record CorpusInputs(RunLog log) {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("id", "string"),
          new Column("source", "string"),
          new Column("speaker", "string"),
          new Column("text", "string"),
          new Column("label", "string"),
          new Column("samples", "long"),
          new Column("recording", "binary"));

  /** Tells of the splits that have anything in them. */
  public void add(ArtifactReader artifact, CorpusSummary summary, Set<Split> splits) {
    Manifest manifest = artifact.manifest();
    for (Split split : EnumSet.copyOf(splits)) {
      SplitSummary size = summary.split(split);
      if (size.utterances() > 0) {
        log.input(
            new InputDataset(
                manifest.key(),
                manifest.contentDigest(),
                split.label(),
                use(split),
                COLUMNS,
                profile(size)));
      }
    }
  }

  private static InputDataset.Use use(Split split) {
    return switch (split) {
      case TRAIN -> InputDataset.Use.TRAINING;
      case VALIDATION -> InputDataset.Use.VALIDATION;
      case TEST -> InputDataset.Use.TEST;
    };
  }

  private static Map<String, Number> profile(SplitSummary size) {
    Map<String, Number> profile = new TreeMap<>();
    profile.put("num_rows", size.utterances());
    profile.put("seconds", size.seconds());
    profile.put("speakers", size.speakers());
    profile.put("transcribed", size.transcribed());
    profile.put("labelled", size.labelled());
    return profile;
  }
}
