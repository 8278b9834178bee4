package org.wavetrain.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageContext;
import org.wavetrain.stage.StageStopped;
import org.wavetrain.training.setup.DeviceParameter;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** One run of the stage. */
final class Evaluation {
  private final StageContext context;
  private final CorpusReader corpus;
  private final List<Group> groups;
  private final Set<Split> splits = EnumSet.noneOf(Split.class);
  private final boolean classifying;
  private final int batchSize;
  private final Map<String, Double> figures = new TreeMap<>();
  private long done;

  Evaluation(StageContext context) throws IOException {
    this.context = context;
    this.corpus = Intake.corpus(context);
    this.groups = Group.of(context.parameters().text(Group.PARAMETER), corpus.summary());
    groups.forEach(group -> splits.addAll(group.splits()));
    this.classifying = context.optionalInput("classifier").isPresent();
    this.batchSize = Math.toIntExact(context.parameters().integer(EvaluateStage.BATCH_SIZE));
  }

  void run() throws IOException {
    requireUtterances();
    Separation separation = separation();
    try (Kernels kernels = DeviceParameter.kernels(context.parameters());
        Networks networks = Networks.load(context, kernels)) {
      Transcriber transcriber = networks.transcriber();
      Transcriptions transcriptions = new Transcriptions(transcriber.exits());
      Optional<Classifications> classifications =
          networks.classifier().map(network -> new Classifications(network.labels()));
      List<UtteranceBatches> batches = new ArrayList<>();
      batches.add(transcriptionBatches(transcriber, transcriptions));
      networks
          .classifier()
          .ifPresent(
              network ->
                  batches.add(classificationBatches(network, classifications.orElseThrow())));
      readInto(batches);
      List<Findings> findings =
          Findings.of(groups, transcriptions, classifications, bootstrap(), exits(transcriber));
      Map<String, Double> metrics = Metrics.of(separation, findings);
      metrics.forEach((name, value) -> context.log().metric(name, value, 0));
      new EvaluationFiles(context.output())
          .write(metrics, findings, transcriptions, classifications);
    }
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
    if (separation.sharedSpeakers() > 0 || separation.sharedSentences() > 0) {
      context
          .progress()
          .message(
              "The test split shares %d speakers and %d sentences with the training split: its results flatter the model."
                  .formatted(separation.sharedSpeakers(), separation.sharedSentences()));
    }
    return separation;
  }

  private UtteranceBatches transcriptionBatches(
      Transcriber network, Transcriptions transcriptions) {
    return new UtteranceBatches(
        network.form(),
        batchSize,
        utterance -> utterance.text().isPresent(),
        (utterances, waveforms) -> {
          List<List<Reading>> readings = network.transcribe(waveforms);
          for (int index = 0; index < utterances.size(); index++) {
            transcriptions.add(utterances.get(index), readings.get(index));
          }
          report(utterances.size(), "wer", transcriptions.rateSoFar());
        });
  }

  private UtteranceBatches classificationBatches(
      Classifier network, Classifications classifications) {
    return new UtteranceBatches(
        network.form(),
        batchSize,
        utterance -> utterance.label().isPresent(),
        (utterances, waveforms) -> {
          int[] predicted = network.classify(waveforms);
          for (int index = 0; index < utterances.size(); index++) {
            classifications.add(utterances.get(index), predicted[index]);
          }
          report(utterances.size(), "accuracy", classifications.accuracySoFar());
        });
  }

  private void readInto(List<UtteranceBatches> batches) throws IOException {
    corpus.forEach(
        utterance ->
            splits.contains(utterance.split())
                && batches.stream().anyMatch(some -> some.wants(utterance)),
        (utterance, samples) -> batches.forEach(some -> some.add(utterance, samples)));
    batches.forEach(UtteranceBatches::flush);
  }

  private void report(int utterances, String name, double figure) {
    if (context.stopRequested()) {
      throw new StageStopped("asked to stop; nothing to save");
    }
    done += utterances;
    figures.put(name, figure);
    context.progress().update(done, total(), "utterances", new TreeMap<>(figures));
  }

  private long total() {
    return count(splits, SplitSummary::transcribed)
        + (classifying ? count(splits, SplitSummary::labelled) : 0);
  }

  private long count(Set<Split> of, ToIntFunction<SplitSummary> figure) {
    return of.stream().map(corpus.summary()::split).mapToInt(figure).sum();
  }
}
