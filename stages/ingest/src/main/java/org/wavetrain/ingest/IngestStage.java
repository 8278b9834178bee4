package org.wavetrain.ingest;

import java.time.Duration;
import java.util.List;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.ShardableStage;
import org.wavetrain.stage.StageContext;

/**
 * Turns folders of recordings into a corpus artifact: every file decoded and checked, texts
 * normalised, speakers and sentences of the splits kept apart.
 */
public final class IngestStage implements ShardableStage {
  static final String TEST_SHARE = "test_share";
  static final String VALIDATION_SHARE = "validation_share";
  static final String ALLOW_SPEAKER_OVERLAP = "allow_speaker_overlap";
  static final String SPLIT = "split";
  static final String LETTER_CASE = "letter_case";
  static final String REMOVED_CHARACTERS = "removed_characters";
  static final String ALLOWED_CHARACTERS = "allowed_characters";
  static final String OTHER_CHARACTERS = "other_characters";
  static final String OTHER_CHARACTERS_LIMIT = "other_characters_limit";
  static final String LONGEST_SECONDS = "longest_seconds";
  static final String REJECT_LIMIT = "reject_limit";
  static final String NEAR_DUPLICATES = "near_duplicates";

  /** Values of choices. */
  static final String CORPUS = "corpus";

  static final String UNDIVIDED = "undivided";

  static final String REJECT = "reject";

  static final String FAIL = "fail";

  private static final String RECORDINGS = "recordings";

  @Override
  public StageDescriptor descriptor() {
    return new StageDescriptor(
        "ingest",
        "13",
        "Reads folders of recordings, checks them and divides them by speaker and sentence.",
        List.of(new InputPort(RECORDINGS, List.of(InputPort.SOURCE), true, true)),
        List.of(
            Parameter.choice(
                SPLIT,
                CORPUS,
                List.of(CORPUS, "speakers", UNDIVIDED),
                "Whether splits that a corpus defines are used, or its speakers and sentences are"
                    + " drawn anew, or nothing is drawn and what has no split is for testing."),
            Parameter.number(
                TEST_SHARE, 0.15, 0.01, 0.5, "Share of each source's speakers kept for testing."),
            Parameter.number(
                VALIDATION_SHARE,
                0.1,
                0.01,
                0.5,
                "Share of each source's speakers kept for judging progress."),
            Parameter.flag(
                ALLOW_SPEAKER_OVERLAP,
                false,
                "Whether a source of too few speakers may be divided by sentence alone."),
            Parameter.choice(
                LETTER_CASE,
                "lower",
                List.of("lower", "upper", "keep"),
                "The case that texts are brought to."),
            Parameter.text(
                REMOVED_CHARACTERS,
                ",.?!;:\"\u201c\u201d\u201e\u00ab\u00bb()[]{}\u2026\u2013\u2014-",
                "Characters that are replaced by a space."),
            Parameter.text(
                ALLOWED_CHARACTERS,
                "\\p{L}\\p{M}'",
                "What texts may have besides spaces, as the inside of a Java character class."),
            Parameter.choice(
                OTHER_CHARACTERS,
                REJECT,
                List.of(REJECT, "remove"),
                "Whether a text with characters that are not allowed is rejected, or they are"
                    + " removed from it."),
            Parameter.number(
                OTHER_CHARACTERS_LIMIT,
                0.05,
                0,
                1,
                "The stage fails when a larger share of a source's texts has characters that are"
                    + " not allowed."),
            Parameter.number(
                LONGEST_SECONDS, 60, 0.1, 36_000, "Recordings that are longer are set aside."),
            Parameter.number(
                REJECT_LIMIT,
                0.05,
                0,
                1,
                "The stage fails when a larger share of a source's recordings is set aside."),
            Parameter.choice(
                NEAR_DUPLICATES,
                "report",
                List.of("report", FAIL),
                "Whether recordings of different splits that sound the same are told of, or the"
                    + " stage fails.")),
        1536,
        true);
  }

  @Override
  public List<ParameterProblem> contradictions(PlannedStage stage, Pipeline pipeline) {
    return ParameterProblem.of(() -> new TextNormaliser(stage.parameters()), ALLOWED_CHARACTERS)
        .stream()
        .toList();
  }

  @Override
  public void run(StageContext context) throws Exception {
    new CorpusIngest(context).run(context.sources(RECORDINGS));
  }

  @Override
  public void runShard(StageContext context, Shard shard) throws Exception {
    new CorpusIngest(context).runShard(context.sources(RECORDINGS), shard);
  }

  @Override
  public void merge(StageContext context, List<ArtifactReader> shards) throws Exception {
    new CorpusIngest(context).merge(context.sources(RECORDINGS), shards);
  }

  @Override
  public Duration roughEstimate(Parameters parameters) {
    return Duration.ofSeconds(15);
  }
}
