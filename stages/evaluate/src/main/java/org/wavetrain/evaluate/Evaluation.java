package org.wavetrain.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageContext;
import org.wavetrain.stage.StageStopped;
import org.wavetrain.wav2vec2.kernels.Kernels;

/** One run of the stage. */
final class Evaluation {
  private static final List<Split> SPLITS = List.of(Split.TEST, Split.VALIDATION);

  private final StageContext context;
  private final CorpusReader corpus;
  private final Optional<ArtifactReader> classifier;
  private final int batchSize;
  private long done;

  Evaluation(StageContext context) throws IOException {
    this.context = context;
    this.corpus = CorpusReader.open(context.input("corpus"));
    this.classifier = context.optionalInput("classifier");
    this.batchSize = Math.toIntExact(context.parameters().integer(EvaluateStage.BATCH_SIZE));
  }

  void run() throws IOException {
    Separation separation = separation();
    Transcriptions transcriptions = transcribe();
    Optional<Classifications> classifications = Optional.empty();
    if (classifier.isPresent()) {
      classifications = Optional.of(classify(classifier.get()));
    }
    Map<String, Double> metrics = Metrics.of(separation, transcriptions, classifications);
    metrics.forEach((name, value) -> context.log().metric(name, value, 0));
    new EvaluationFiles(context.output()).write(metrics, transcriptions, classifications);
  }

  private Separation separation() throws IOException {
    Separation separation = new Separation();
    // Descriptions are all that is needed: wanting no utterance spares decoding its samples.
    corpus.forEach(
        utterance -> {
          separation.add(utterance);
          return false;
        },
        (utterance, samples) -> {});
    if (separation.sharedSpeakers() > 0 || separation.sharedSentences() > 0) {
      context
          .progress()
          .message(
              "The test split shares %d speakers and %d sentences with the training split: its results flatter the model."
                  .formatted(separation.sharedSpeakers(), separation.sharedSentences()));
    }
    return separation;
  }

  private Transcriptions transcribe() throws IOException {
    CorpusSummary summary = corpus.summary();
    if (summary.split(Split.TEST).transcribed() == 0) {
      throw new UserFailure(
          EvaluateError.EVALUATE_SPLIT_EMPTY,
          "The test split has no utterance with a text.",
          "Give the corpus transcribed recordings of more speakers.");
    }
    try (Kernels kernels = Kernels.fastest();
        Transcriber transcriber =
            Transcriber.load(download("transcriber", context.input("transcriber")), kernels)) {
      Transcriptions transcriptions = new Transcriptions(transcriber.layers());
      forEachBatch(
          utterance -> utterance.text().isPresent(),
          transcriber.normalise(),
          (utterances, waveforms) -> {
            List<List<String>> texts = transcriber.transcribe(waveforms);
            for (int index = 0; index < utterances.size(); index++) {
              transcriptions.add(utterances.get(index), texts.get(index));
            }
            report(utterances.size(), Map.of("wer", transcriptions.rateSoFar()));
          });
      return transcriptions;
    }
  }

  private Classifications classify(ArtifactReader artifact) throws IOException {
    if (corpus.summary().split(Split.TEST).labelled() == 0) {
      throw new UserFailure(
          EvaluateError.EVALUATE_SPLIT_EMPTY,
          "The test split has no utterance with a label.",
          "Give the corpus labelled recordings of more speakers, or leave out the classifier.");
    }
    try (Kernels kernels = Kernels.fastest();
        Classifier network = Classifier.load(download("classifier", artifact), kernels)) {
      Classifications classifications = new Classifications(network.labels());
      forEachBatch(
          utterance -> utterance.label().isPresent(),
          network.normalise(),
          (utterances, waveforms) -> {
            int[] predicted = network.classify(waveforms);
            for (int index = 0; index < utterances.size(); index++) {
              classifications.add(utterances.get(index), predicted[index]);
            }
            report(utterances.size(), Map.of("accuracy", classifications.accuracySoFar()));
          });
      return classifications;
    }
  }

  private void forEachBatch(
      Predicate<Utterance> suits, boolean normalise, UtteranceBatches.Consumer consumer)
      throws IOException {
    UtteranceBatches batches = new UtteranceBatches(batchSize, normalise, consumer);
    corpus.forEach(
        utterance -> SPLITS.contains(utterance.split()) && suits.test(utterance), batches::add);
    batches.flush();
  }

  private void report(int utterances, Map<String, Double> figures) {
    if (context.stopRequested()) {
      throw new StageStopped("asked to stop; nothing to save");
    }
    done += utterances;
    context.progress().update(done, total(), "utterances", figures);
  }

  private long total() {
    long total = 0;
    for (Split split : SPLITS) {
      SplitSummary size = corpus.summary().split(split);
      total += size.transcribed() + (classifier.isPresent() ? size.labelled() : 0);
    }
    return total;
  }

  private Path download(String name, ArtifactReader artifact) throws IOException {
    Path folder = Files.createDirectories(context.workDirectory().resolve(name));
    artifact.download("", folder);
    return folder;
  }
}
