package org.wavetrain.training.setup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.random.StepRandom;

/** The corpora that a stage trains on, read into memory as 16-bit samples. */
public final class TrainingCorpus {
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

  /**
   * Reads the training and the validation split.
   *
   * @param validationLimit most utterances of the validation split, drawn from it, the same ones in
   *     every run
   * @param rejectLimit the largest share of utterances that may be unfit
   * @throws UserFailure when they are too large for the heap, too many are unfit, or none is left
   */
  public TrainingData read(ExampleMaker maker, int validationLimit, double rejectLimit)
      throws IOException {
    Intake intake = new Intake(maker, Runtime.getRuntime().maxMemory());
    List<Recording> training = read(Split.TRAIN, intake);
    List<Recording> validation = read(Split.VALIDATION, intake);
    intake.requireRoom();
    SetAside setAside = intake.setAside();
    setAside.requireFew(rejectLimit);
    if (training.isEmpty()) {
      throw new UserFailure(
          TrainingError.TRAINING_CORPUS_EMPTY,
          "The corpus has no utterance to train on, of %d looked at.".formatted(setAside.seen()),
          "Check in the data report of ingest that the training split has what this stage needs:"
              + " texts for finetune, labels for classify.");
    }
    if (validation.isEmpty()) {
      HeldOut parted = HeldOut.draw(training);
      return new TrainingData(
          parted.training(), some(parted.validation(), validationLimit), true, setAside);
    }
    return new TrainingData(
        examples(training), some(examples(validation), validationLimit), false, setAside);
  }

  private List<Recording> read(Split split, Intake intake) throws IOException {
    List<Recording> recordings = new ArrayList<>();
    for (CorpusReader corpus : corpora) {
      recordings.addAll(intake.read(corpus, split));
    }
    return recordings;
  }

  private static List<Example> examples(List<Recording> recordings) {
    return recordings.stream().map(Recording::example).toList();
  }

  /** A draw and not every so-manieth, which might be all of one speaker or class. */
  private static List<Example> some(List<Example> examples, int limit) {
    int[] order = IntStream.range(0, examples.size()).toArray();
    new StepRandom(0, 0).stream("validation", "draw").shuffle(order);
    return Arrays.stream(order).limit(limit).sorted().mapToObj(examples::get).toList();
  }
}
