package org.wavetrain.training.setup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.random.StepRandom;

/** The corpora that a stage trains on, read into memory as 16-bit samples. */
public final class TrainingCorpus {
  /** The share of the heap that recordings may take. */
  private static final double HEAP_SHARE = 0.7;

  /** Without a validation split, one training utterance in so many is held out for it. */
  private static final int HELD_OUT_ONE_IN = 20;

  private final List<CorpusReader> corpora;

  private TrainingCorpus(List<CorpusReader> corpora) {
    this.corpora = List.copyOf(corpora);
  }

  /** Reads the summaries. */
  public static TrainingCorpus open(List<ArtifactReader> artifacts) throws IOException {
    List<CorpusReader> corpora = new ArrayList<>();
    for (ArtifactReader artifact : artifacts) {
      corpora.add(CorpusReader.open(artifact));
    }
    return new TrainingCorpus(corpora);
  }

  /** The characters of all training texts, sorted. */
  public SortedSet<String> alphabet() {
    SortedSet<String> alphabet = new TreeSet<>();
    corpora.forEach(corpus -> alphabet.addAll(corpus.summary().alphabet()));
    return alphabet;
  }

  /** The labels of all utterances, sorted. */
  public List<String> labels() {
    SortedSet<String> labels = new TreeSet<>();
    corpora.forEach(corpus -> labels.addAll(corpus.summary().labels()));
    return List.copyOf(labels);
  }

  /**
   * Reads the training and the validation split.
   *
   * @param validationLimit most utterances of the validation split, drawn from it, the same ones in
   *     every run
   * @throws UserFailure when they are too large for the heap, too many are unfit, or none is left
   */
  public TrainingData read(ExampleMaker maker, int validationLimit) throws IOException {
    requireRoom();
    TreeMap<String, Integer> reasons = new TreeMap<>();
    int[] seen = new int[1];
    List<Example> training = read(Split.TRAIN, maker, reasons, seen);
    List<Example> validation = read(Split.VALIDATION, maker, reasons, seen);
    SetAside setAside = new SetAside(reasons, seen[0]);
    setAside.requireFew();
    boolean heldOut = validation.isEmpty();
    if (heldOut) {
      validation = everyNth(training, HELD_OUT_ONE_IN);
      training = training.size() > 1 ? withoutEveryNth(training, HELD_OUT_ONE_IN) : training;
    }
    if (training.isEmpty()) {
      throw new UserFailure(
          TrainingError.TRAINING_CORPUS_EMPTY,
          "The corpus has no utterance to train on, of %d looked at.".formatted(seen[0]),
          "Check in the data report of ingest that the training split has what this stage needs:"
              + " texts for finetune, labels for classify.");
    }
    return new TrainingData(training, some(validation, validationLimit), heldOut, setAside);
  }

  private List<Example> read(
      Split split, ExampleMaker maker, TreeMap<String, Integer> reasons, int[] seen)
      throws IOException {
    List<Example> examples = new ArrayList<>();
    for (CorpusReader corpus : corpora) {
      if (corpus.summary().split(split).utterances() > 0) {
        corpus.forEach(
            utterance ->
                utterance.split() == split
                    && maker.wants(utterance)
                    && isFit(utterance, maker, reasons, seen),
            (utterance, samples) -> examples.add(maker.make(utterance, samples)));
      }
    }
    return examples;
  }

  private static boolean isFit(
      Utterance utterance, ExampleMaker maker, TreeMap<String, Integer> reasons, int[] seen) {
    seen[0]++;
    String reason = maker.unfit(utterance);
    if (!reason.isEmpty()) {
      reasons.merge(reason, 1, Integer::sum);
    }
    return reason.isEmpty();
  }

  private void requireRoom() {
    double seconds = 0;
    for (CorpusReader corpus : corpora) {
      CorpusSummary summary = corpus.summary();
      seconds += summary.split(Split.TRAIN).seconds() + summary.split(Split.VALIDATION).seconds();
    }
    double bytes = seconds * Utterance.SAMPLE_RATE_HZ * Short.BYTES;
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes > HEAP_SHARE * heap) {
      throw new UserFailure(
          TrainingError.TRAINING_CORPUS_TOO_LARGE,
          "The corpus takes %d MiB of memory, of the %d MiB that the process may use."
              .formatted(Math.round(bytes) >> 20, heap >> 20),
          "Give the process more memory (-Xmx), or train on fewer hours or augmented copies.");
    }
  }

  /** A draw and not every so-manieth, which might be all of one speaker or class. */
  private static List<Example> some(List<Example> examples, int limit) {
    int[] order = IntStream.range(0, examples.size()).toArray();
    new StepRandom(0, 0).stream("validation", "draw").shuffle(order);
    return Arrays.stream(order).limit(limit).sorted().mapToObj(examples::get).toList();
  }

  private static List<Example> everyNth(List<Example> examples, int stride) {
    List<Example> chosen = new ArrayList<>();
    for (int index = 0; index < examples.size(); index += stride) {
      chosen.add(examples.get(index));
    }
    return chosen;
  }

  private static List<Example> withoutEveryNth(List<Example> examples, int stride) {
    List<Example> rest = new ArrayList<>();
    for (int index = 0; index < examples.size(); index++) {
      if (index % stride != 0) {
        rest.add(examples.get(index));
      }
    }
    return rest;
  }
}
