package org.wavetrain.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private static final List<Split> SPLITS = List.of(Split.TEST, Split.VALIDATION);

  private final StageContext context;
  private final CorpusReader corpus;
  private final boolean classifying;
  private final int batchSize;
  private final Map<String, Double> figures = new TreeMap<>();
  private long done;

  Evaluation(StageContext context) throws IOException {
    this.context = context;
    this.corpus = CorpusReader.open(context.input("corpus"));
    this.classifying = context.optionalInput("classifier").isPresent();
    this.batchSize = Math.toIntExact(context.parameters().integer(EvaluateStage.BATCH_SIZE));
  }

  void run() throws IOException {
    requireTestUtterances();
    Separation separation = separation();
    try (Kernels kernels = DeviceParameter.kernels(context.parameters());
        Networks networks = Networks.load(context, kernels)) {
      Transcriptions transcriptions = new Transcriptions(networks.transcriber().layers());
      Optional<Classifications> classifications =
          networks.classifier().map(network -> new Classifications(network.labels()));
      List<UtteranceBatches> batches = new ArrayList<>();
      batches.add(transcriptionBatches(networks.transcriber(), transcriptions));
      networks
          .classifier()
          .ifPresent(
              network ->
                  batches.add(classificationBatches(network, classifications.orElseThrow())));
      readInto(batches);
      Map<String, Double> metrics = Metrics.of(separation, transcriptions, classifications);
      metrics.forEach((name, value) -> context.log().metric(name, value, 0));
      new EvaluationFiles(context.output()).write(metrics, transcriptions, classifications);
    }
  }

  private void requireTestUtterances() {
    SplitSummary test = corpus.summary().split(Split.TEST);
    if (test.transcribed() == 0) {
      throw new UserFailure(
          EvaluateError.EVALUATE_SPLIT_EMPTY,
          "The test split has no utterance with a text.",
          "Give the corpus transcribed recordings of more speakers.");
    }
    if (classifying && test.labelled() == 0) {
      throw new UserFailure(
          EvaluateError.EVALUATE_SPLIT_EMPTY,
          "The test split has no utterance with a label.",
          "Give the corpus labelled recordings of more speakers, or leave out the classifier.");
    }
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
          List<List<String>> texts = network.transcribe(waveforms);
          for (int index = 0; index < utterances.size(); index++) {
            transcriptions.add(utterances.get(index), texts.get(index));
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
            SPLITS.contains(utterance.split())
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
    long total = 0;
    for (Split split : SPLITS) {
      SplitSummary size = corpus.summary().split(split);
      total += size.transcribed() + (classifying ? size.labelled() : 0);
    }
    return total;
  }
}
