package org.wavetrain.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.SourceFolder;
import org.wavetrain.stage.StageContext;
import org.wavetrain.stage.StageStopped;

/**
 * One run of ingest: lists the sources, divides them, then decodes on all processors while writing
 * in the order of the listing, so that the corpus does not depend on the number of threads.
 */
final class CorpusIngest {
  private static final Logger LOG = LoggerFactory.getLogger(CorpusIngest.class);

  private final StageContext context;
  private final Recordings decoded;
  private final Rejects rejects;
  private final OtherCharacters others;
  private final Candidates candidates;
  private final EnoughLeft enough;
  private final Splitter splitter;
  private final boolean undivided;
  private final DataReport report = new DataReport();

  CorpusIngest(StageContext context) {
    Parameters parameters = context.parameters();
    this.context = context;
    this.decoded =
        new DecodedRecordings(
            new RecordingCheck(
                Duration.ofMillis(
                    Math.round(1000 * parameters.number(IngestStage.LONGEST_SECONDS)))));
    this.rejects = new Rejects(parameters.number(IngestStage.REJECT_LIMIT));
    this.others = new OtherCharacters(parameters.number(IngestStage.OTHER_CHARACTERS_LIMIT));
    this.candidates = new Candidates(new TextNormaliser(parameters), others, rejects);
    this.enough = new EnoughLeft(candidates, rejects);
    this.undivided = parameters.text(IngestStage.SPLIT).equals(IngestStage.UNDIVIDED);
    this.splitter =
        new Splitter(
            new SplitSettings(
                parameters.number(IngestStage.TEST_SHARE),
                parameters.number(IngestStage.VALIDATION_SHARE),
                parameters.flag(IngestStage.ALLOW_SPEAKER_OVERLAP),
                parameters.text(IngestStage.SPLIT).equals(IngestStage.CORPUS),
                context.seed()));
  }

  /** All of it. */
  void run(List<SourceFolder> sources) throws IOException {
    logRejectsOfFailure(() -> write(divide(sources), decoded));
  }

  /** Decodes a part of the recordings; all are listed and divided. */
  void runShard(List<SourceFolder> sources, Shard shard) throws IOException {
    logRejectsOfFailure(
        () -> ShardRecordings.write(divide(sources).placed(), shard, decoded, context));
  }

  /** Writes what shards decoded. */
  void merge(List<SourceFolder> sources, List<ArtifactReader> shards) throws IOException {
    logRejectsOfFailure(() -> write(divide(sources), new ShardRecordings(shards)));
  }

  private interface Work {
    void perform() throws IOException;
  }

  /** A failure leaves no data report, and its sentence has a few examples only. */
  private void logRejectsOfFailure(Work work) throws IOException {
    try {
      work.perform();
    } catch (UserFailure failed) {
      rejects.all().forEach(reject -> LOG.warn("Set aside: {}", reject.line()));
      throw failed;
    }
  }

  /** What is listed, and where it goes. */
  private record Division(SplitPlan plan, List<Placed> placed) {}

  private Division divide(List<SourceFolder> sources) {
    List<Candidate> listed =
        sources.stream().flatMap(source -> candidates.of(source).stream()).toList();
    // Before the rejects, since it says more: a wrong case gives thousands of them.
    others.check();
    rejects.check(candidates.listed());
    enough.requireAny(!listed.isEmpty());
    SplitPlan plan = undivided ? Undivided.plan(listed) : divided(listed);
    plan.messages().forEach(context.progress()::message);
    List<Placed> placed = new ArrayList<>();
    for (Candidate candidate : listed) {
      plan.of(candidate).ifPresent(split -> placed.add(new Placed(candidate, split)));
    }
    // Known before hours of decoding, and once more when bad recordings are gone.
    if (!undivided) {
      enough.requireEverySplit(
          "a text", split -> placed.stream().anyMatch(any -> any.hasText(split)));
      enough.requireEverySplit(
          "a label", split -> placed.stream().anyMatch(any -> any.hasLabel(split)));
    }
    return new Division(plan, placed);
  }

  private void write(Division division, Recordings recordings) throws IOException {
    SplitPlan plan = division.plan();
    CorpusSummary summary = write(division.placed(), sources(plan), recordings);
    rejects.messages(candidates.listed()).forEach(context.progress()::message);
    report.alphabet().messages().forEach(context.progress()::message);
    enough.requireAny(
        Stream.of(Split.values()).anyMatch(split -> summary.split(split).utterances() > 0));
    if (!undivided) {
      enough.requireEverySplit("a text", split -> summary.split(split).transcribed() > 0);
      enough.requireEverySplit("a label", split -> summary.split(split).labelled() > 0);
    }
    enough.requireAny(undivided || summary.split(Split.TRAIN).utterances() > 0);
    NearDuplicates.Found duplicates = report.nearDuplicates();
    duplicates.messages().forEach(context.progress()::message);
    if (context.parameters().text(IngestStage.NEAR_DUPLICATES).equals(IngestStage.FAIL)) {
      duplicates.requireNoneAcrossSplits();
    }
    context
        .output()
        .put(
            "data_report.json",
            report.toJson(
                summary, plan, duplicates, others.counts(), candidates.leftOut(), rejects.all()));
    new IngestFigures(summary, report, duplicates, rejects).log(context.log());
  }

  /** Speakers may be too few because of what was set aside. */
  private SplitPlan divided(List<Candidate> listed) {
    try {
      return splitter.plan(listed);
    } catch (UserFailure refused) {
      throw new UserFailure(
          refused.code(), refused.getMessage() + enough.setAside(), refused.remedy(), refused);
    }
  }

  private List<CorpusSource> sources(SplitPlan plan) {
    List<CorpusSource> sources = new ArrayList<>();
    candidates
        .origins()
        .forEach(
            (name, origin) ->
                sources.add(
                    new CorpusSource(
                        name,
                        origin.layout(),
                        origin.speakerUnit(),
                        plan.dividedBy(name),
                        plan.drawnFromTraining(name),
                        origin.licence(),
                        origin.synthesis())));
    sources.stream()
        .filter(source -> source.speakerUnit() == SpeakerUnit.BOOK)
        .forEach(
            source ->
                context
                    .progress()
                    .message(
                        "The speakers of source %s are books: splits have different ones, but the voices that read them may be the same."
                            .formatted(source.name())));
    return sources;
  }

  private CorpusSummary write(
      List<Placed> placed, List<CorpusSource> sources, Recordings recordings) throws IOException {
    try (CorpusWriter writer =
        new CorpusWriter(context.output(), context.workDirectory().resolve("shards"))) {
      recordings.read(placed, new Writing(writer, placed.size()));
      rejects.check(candidates.listed());
      return writer.finish(sources, rejects.counts());
    }
  }

  /** Puts each recording into the corpus or among the rejects. */
  private final class Writing implements Recordings.Consumer {
    private final CorpusWriter writer;
    private final int total;
    private int done;

    Writing(CorpusWriter writer, int total) {
      this.writer = writer;
      this.total = total;
    }

    @Override
    public void checked(Placed placed, CheckedRecording recording) throws IOException {
      Utterance utterance = placed.utterance(recording.audio().samples().length);
      writer.add(utterance, recording.audio().samples());
      report.add(utterance, recording);
      report(context, ++done, total);
    }

    @Override
    public void rejected(Placed placed, String reason, String sentence) {
      Candidate candidate = placed.candidate();
      rejects.add(candidate.source(), candidate.path(), reason, sentence);
      report(context, ++done, total);
    }
  }

  /** Tells how far the work is, and stops it if that was asked for. */
  static void report(StageContext context, int done, int total) {
    context.progress().update(done, total, "files", Map.of());
    if (context.stopRequested()) {
      throw new StageStopped("stopped after " + done + " recordings");
    }
  }
}
