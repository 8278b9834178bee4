package org.wavetrain.training.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.batch.Example;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.random.StepRandom;

/** The corpora that a stage trains on, copied to local disk and read from there batch by batch. */
public final class TrainingCorpus {
  /** The name of the input. */
  public static final String PORT = "corpus";

  private static final Set<Split> READ = EnumSet.of(Split.TRAIN, Split.VALIDATION);

  private final List<CorpusReader> corpora;
  private final Path directory;

  private TrainingCorpus(List<CorpusReader> corpora, Path directory) {
    this.corpora = List.copyOf(corpora);
    this.directory = directory;
  }

  /** Reads the summaries of a stage's corpora; copies go below its work folder. */
  public static TrainingCorpus open(StageContext context) throws IOException {
    List<ArtifactReader> artifacts = context.inputs(PORT);
    TrainingCorpus corpus = open(artifacts, context.workDirectory().resolve(PORT));
    CorpusInputs inputs = new CorpusInputs(context.log());
    for (int index = 0; index < artifacts.size(); index++) {
      inputs.add(artifacts.get(index), corpus.corpora.get(index).summary(), READ);
    }
    return corpus;
  }

  /**
   * Reads the summaries.
   *
   * @param directory for the copies; must stay while batches are made
   */
  static TrainingCorpus open(List<ArtifactReader> artifacts, Path directory) throws IOException {
    List<CorpusReader> corpora = new ArrayList<>();
    for (ArtifactReader artifact : artifacts) {
      corpora.add(CorpusReader.open(artifact));
    }
    return new TrainingCorpus(corpora, directory);
  }

  /** The characters of all training texts, sorted. */
  public SortedSet<String> alphabet() {
    SortedSet<String> alphabet = new TreeSet<>();
    corpora.forEach(corpus -> alphabet.addAll(corpus.summary().alphabet()));
    return alphabet;
  }

  /**
   * Finds what there is to train on and to validate with.
   *
   * @param validationLimit most utterances of the validation split, drawn from it, the same ones in
   *     every run
   * @param rejectLimit the largest share of utterances that may be unfit
   * @throws UserFailure when they are too large for the disk, too many are unfit, or none is left
   */
  public TrainingData read(ExampleMaker maker, int validationLimit, double rejectLimit)
      throws IOException {
    Intake intake = intake(maker);
    List<Recording> training = intake.training();
    List<Recording> validation = intake.validation();
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

  private Intake intake(ExampleMaker maker) throws IOException {
    Files.createDirectories(directory);
    DiskSpace.of(directory).require(corpora);
    Intake intake = new Intake(maker);
    for (int index = 0; index < corpora.size(); index++) {
      intake.add(corpora.get(index), directory.resolve(Integer.toString(index)));
    }
    return intake;
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
