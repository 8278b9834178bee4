package org.wavetrain.evaluate;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.setup.CorpusInputs;
import org.wavetrain.training.setup.DeviceParameter;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** One run of the stage. */
final class Evaluation {
  private final StageContext context;
  private final CorpusReader corpus;
  private final List<Group> groups;
  private final Set<Split> splits = EnumSet.noneOf(Split.class);
  private final boolean classifying;

  Evaluation(StageContext context) throws IOException {
    this.context = context;
    this.corpus = Intake.corpus(context);
    this.groups = Group.of(context.parameters().text(Group.PARAMETER), corpus.summary());
    groups.forEach(group -> splits.addAll(group.splits()));
    context
        .optionalInput(Intake.CORPUS)
        .ifPresent(
            artifact -> new CorpusInputs(context.log()).add(artifact, corpus.summary(), splits));
    this.classifying = context.optionalInput("classifier").isPresent();
  }

  /** All of it. */
  void run() throws IOException {
    write((networks, compared) -> hearing(Shard.WHOLE).of(networks, compared));
  }

  /** Hears a part of the utterances. */
  void runShard(Shard shard) throws IOException {
    requireUtterances();
    HeardUtterances heard = HeardUtterances.none();
    try (Kernels kernels = DeviceParameter.kernels(context.parameters());
        Networks networks = Networks.load(context, kernels)) {
      hearing(shard).of(networks, heard);
    }
    heard.write(context.output());
  }

  /** Goes on where all shards ended. */
  void merge(HeardUtterances heard) throws IOException {
    write(
        (networks, compared) ->
            corpus.forEachDescription(utterance -> heard.tell(utterance, compared)));
  }

  /** Tells what the networks make of the utterances. */
  private interface Source {
    void tell(Networks networks, Compared compared) throws IOException;
  }

  private void write(Source source) throws IOException {
    requireUtterances();
    Separation separation = separation();
    try (Kernels kernels = DeviceParameter.kernels(context.parameters());
        Networks networks = Networks.load(context, kernels)) {
      Compared compared = Compared.by(networks);
      source.tell(networks, compared);
      List<Findings> findings =
          Findings.of(
              groups,
              compared.transcriptions(),
              compared.classifications(),
              bootstrap(),
              exits(networks.transcriber()));
      Map<String, Double> metrics = Metrics.of(separation, findings);
      metrics.forEach((name, value) -> context.log().metric(name, value, 0));
      new EvaluationFiles(context.output())
          .write(metrics, findings, compared.transcriptions(), compared.classifications());
    }
  }

  private Hearing hearing(Shard shard) {
    return new Hearing(context, corpus, splits, shard, total());
  }

  private Bootstrap bootstrap() {
    return new Bootstrap(
        context.seed(),
        Math.toIntExact(context.parameters().integer(EvaluateStage.BOOTSTRAP_SAMPLES)));
  }

  private Exits exits(Transcriber transcriber) {
    return new Exits(
        ExitChoice.rule(context.parameters()).map(ExitChoice::name),
        ExitChoice.thresholds(context.parameters()),
        transcriber.cost());
  }

  /** By the first group a model is judged. */
  private void requireUtterances() {
    Group judging = groups.get(0);
    if (count(EnumSet.allOf(Split.class), SplitSummary::transcribed) == 0) {
      throw new UserFailure(
          EvaluateError.EVALUATE_SPLIT_EMPTY,
          "No utterance of the corpus has a text, of %d."
              .formatted(count(EnumSet.allOf(Split.class), SplitSummary::utterances)),
          "Give a corpus with texts, in a manifest by the column text: error rates compare with"
              + " what was said.");
    }
    if (count(judging.splits(), SplitSummary::transcribed) == 0) {
      throw new UserFailure(
          EvaluateError.EVALUATE_SPLIT_EMPTY,
          "No utterance of %s has a text.".formatted(judging.described()),
          "Give the corpus transcribed recordings of more speakers, or choose other splits.");
    }
    if (classifying && count(judging.splits(), SplitSummary::labelled) == 0) {
      throw new UserFailure(
          EvaluateError.EVALUATE_SPLIT_EMPTY,
          "No utterance of %s has a label.".formatted(judging.described()),
          "Give the corpus labelled recordings of more speakers, or leave out the classifier.");
    }
    context
        .progress()
        .message(
            "%d utterances of %s are transcribed, of %d in the corpus."
                .formatted(
                    count(judging.splits(), SplitSummary::transcribed),
                    judging.described(),
                    count(EnumSet.allOf(Split.class), SplitSummary::utterances)));
  }

  private Separation separation() throws IOException {
    Separation separation = new Separation();
    corpus.forEachDescription(separation::add);
    boolean shares = separation.sharedSpeakers() > 0 || separation.sharedSentences() > 0;
    if (shares && trained()) {
      context
          .progress()
          .message(
              "The test split shares %d speakers and %d sentences with the training split: its results flatter the model."
                  .formatted(separation.sharedSpeakers(), separation.sharedSentences()));
    }
    return separation;
  }

  /**
   * Whether a model that is measured may have been trained on the corpus. Of one from elsewhere the
   * corpus's own training split says nothing.
   */
  private boolean trained() {
    return classifying || context.optionalInput(Intake.TRANSCRIBER).isPresent();
  }

  private long total() {
    return count(splits, SplitSummary::transcribed)
        + (classifying ? count(splits, SplitSummary::labelled) : 0);
  }

  private long count(Set<Split> of, ToIntFunction<SplitSummary> figure) {
    return of.stream().map(corpus.summary()::split).mapToInt(figure).sum();
  }
}
