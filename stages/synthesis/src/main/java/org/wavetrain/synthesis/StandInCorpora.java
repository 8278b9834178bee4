package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.wavetrain.failure.UserFailure;

/**
 * Makes synthetic speech in the layouts of real corpora, for where none can be downloaded.
 *
 * <p>A folder appears under its name only once it is complete. Called again for a folder with the
 * same content, it returns at once; files that were lost or changed size since are made anew. For
 * other content, it makes the whole folder anew.
 */
public final class StandInCorpora {
  /** What says which content a folder has; readers of the layouts do not look at it. */
  private static final String RECIPE_FILE = "synthetic.txt";

  private final SpokenFolder spoken;
  private final Consumer<String> notices;

  /**
   * @param threads how many speak side by side
   */
  public StandInCorpora(int threads) {
    this(threads, sentence -> {});
  }

  /**
   * @param threads how many speak side by side
   * @param notices told, as a sentence, of a folder that was damaged
   */
  public StandInCorpora(int threads, Consumer<String> notices) {
    this.spoken = new SpokenFolder(threads);
    this.notices = notices;
  }

  /** How many different command sentences there are. */
  public static int mostCommands() {
    return CommandGrammar.size();
  }

  /** Whether a folder holds speech that was made here, or a copy of it. */
  public static boolean isSynthetic(Path folder) {
    return Files.isRegularFile(folder.resolve(RECIPE_FILE));
  }

  /**
   * Commands in LJSpeech's layout.
   *
   * @param folder where they go; its parent is made when missing
   * @param sentences how many, at most {@link #mostCommands}, each a different one
   * @param speakers how many voices, at least 2
   * @param seed from which sentences and voices are drawn
   * @param done told how many are spoken, from any thread
   * @return how many recordings the folder has
   */
  public int commands(Path folder, int sentences, int speakers, long seed, IntConsumer done)
      throws IOException {
    return write(folder, new CommandCorpus(sentences, speakers, seed), done);
  }

  /**
   * Emotional speech in RAVDESS's layout, with five emotions. Each voice has a statement of its
   * own, so that what is kept apart by speaker is apart by sentence too.
   *
   * @param folder where it goes; its parent is made when missing
   * @param actors how many voices, at most 99
   * @param repetitions of the statement with each emotion and intensity
   * @param seed from which voices are drawn
   * @param done told how many are spoken, from any thread
   * @return how many recordings the folder has
   */
  public int emotions(Path folder, int actors, int repetitions, long seed, IntConsumer done)
      throws IOException {
    return write(folder, new EmotionCorpus(actors, repetitions, seed), done);
  }

  /**
   * Emotional speech in the layout of RAVDESS as it is published: 48 kHz, eight emotions, two
   * statements, songs.
   *
   * @param folder where it goes; its parent is made when missing
   * @param actors how many, at most 24
   * @param repetitions of each statement with each emotion and intensity, at most 2
   * @param seed from which voices are drawn
   * @param done told how many are spoken, from any thread
   * @return how many recordings the folder has
   */
  public int ravdess(Path folder, int actors, int repetitions, long seed, IntConsumer done)
      throws IOException {
    return write(folder, new RavdessCorpus(actors, repetitions, seed), done);
  }

  /**
   * Speech in the layout of TORGO, of speakers with and without a disorder; half of the prompts
   * repeat over speakers.
   *
   * @param folder where it goes; its parent is made when missing
   * @param speakers how many, at most 15
   * @param prompts of each speaker, at least 4
   * @param seed from which sentences and voices are drawn
   * @param done told how many are spoken, from any thread
   * @return how many recordings the folder has
   */
  public int torgo(Path folder, int speakers, int prompts, long seed, IntConsumer done)
      throws IOException {
    return write(folder, new TorgoCorpus(speakers, prompts, seed), done);
  }

  /**
   * Speech in the layout of TIMIT, in NIST SPHERE files.
   *
   * @param folder where it goes; its parent is made when missing
   * @param trainingSpeakers how many, at most 26
   * @param testSpeakers how many, at most 24
   * @param sentences of each speaker besides SA1 and SA2, at least 2
   * @param seed from which sentences and voices are drawn
   * @param done told how many are spoken, from any thread
   * @return how many recordings the folder has
   */
  public int timit(
      Path folder,
      int trainingSpeakers,
      int testSpeakers,
      int sentences,
      long seed,
      IntConsumer done)
      throws IOException {
    return write(folder, new TimitCorpus(trainingSpeakers, testSpeakers, sentences, seed), done);
  }

  /**
   * Speech in the layout of LibriSpeech, in FLAC files, with one training part and the four others.
   *
   * @param folder where it goes; its parent is made when missing
   * @param trainingSpeakers how many, at most 99
   * @param otherSpeakers how many each of dev-clean, dev-other, test-clean and test-other has
   * @param sentences of each speaker, at least 2
   * @param seed from which sentences and voices are drawn
   * @param done told how many are spoken, from any thread
   * @return how many recordings the folder has
   */
  public int libriSpeech(
      Path folder,
      int trainingSpeakers,
      int otherSpeakers,
      int sentences,
      long seed,
      IntConsumer done)
      throws IOException {
    return write(
        folder, new LibriSpeechCorpus(trainingSpeakers, otherSpeakers, sentences, seed), done);
  }

  /**
   * Speech in the layout of Common Voice, in MP3 files.
   *
   * @param folder where it goes; its parent is made when missing
   * @param speakers of each of train, dev and test
   * @param sentences of each speaker
   * @param seed from which sentences and voices are drawn
   * @param done told how many are spoken, from any thread
   * @return how many recordings the folder has
   */
  public int commonVoice(Path folder, int speakers, int sentences, long seed, IntConsumer done)
      throws IOException {
    return write(folder, new CommonVoiceCorpus(speakers, sentences, seed), done);
  }

  /**
   * Speech in the layout of LJSpeech as it is published: one voice, 22.05 kHz, texts in print.
   *
   * @param folder where it goes; its parent is made when missing
   * @param books how many, at most 99; readers take each for a speaker
   * @param sentences of each book
   * @param seed from which sentences and voices are drawn
   * @param done told how many are spoken, from any thread
   * @return how many recordings the folder has
   */
  public int ljSpeech(Path folder, int books, int sentences, long seed, IntConsumer done)
      throws IOException {
    return write(folder, new LjSpeechCorpus(books, sentences, seed), done);
  }

  /**
   * Speech without texts, in FLAC files in a folder for each speaker.
   *
   * @param folder where it goes; its parent is made when missing
   * @param speakers how many
   * @param recordingsEach of each speaker
   * @param seed from which sentences and voices are drawn
   * @param done told how many are spoken, from any thread
   * @return how many recordings the folder has
   */
  public int unlabelled(Path folder, int speakers, int recordingsEach, long seed, IntConsumer done)
      throws IOException {
    return write(folder, new UnlabelledCorpus(speakers, recordingsEach, seed), done);
  }

  private int write(Path folder, StandInCorpus corpus, IntConsumer done) throws IOException {
    List<Recording> recordings = corpus.recordings();
    String recipe =
        "Synthetic speech (FreeTTS, voice kevin16): %s, form %d\n".formatted(corpus, corpus.form());
    FileList files = new FileList(folder);
    List<Recording> kept = List.of();
    if (isMade(folder, recipe)) {
      Set<String> damaged = files.damaged(recordings.stream().map(Recording::path).toList());
      if (damaged.isEmpty()) {
        done.accept(recordings.size());
        return recordings.size();
      }
      notices.accept(notice(folder, damaged));
      kept = recordings.stream().filter(recording -> !damaged.contains(recording.path())).toList();
    } else if (Files.exists(folder) && !Files.exists(folder.resolve(RECIPE_FILE))) {
      throw new UserFailure(
          SynthesisError.SYNTHESIS_FOLDER_IN_THE_WAY,
          "The folder " + folder + " is to hold synthetic speech, but has something else in it.",
          "Move it elsewhere; to train on it, give it with --corpus.");
    }
    Path temporary = folder.resolveSibling(folder.getFileName() + ".partial");
    delete(temporary);
    Files.createDirectories(temporary);
    move(kept, folder, temporary);
    List<Recording> missing = new ArrayList<>(recordings);
    missing.removeAll(kept);
    int before = kept.size();
    spoken.write(temporary, missing, count -> done.accept(before + count));
    corpus.writeLists(temporary, recordings);
    Files.writeString(temporary.resolve(RECIPE_FILE), recipe, StandardCharsets.UTF_8);
    delete(folder);
    Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
    files.write();
    return recordings.size();
  }

  private static String notice(Path folder, Set<String> damaged) {
    return damaged.size() == 1
        ? "In %s, the file %s is missing or has another size than it had: it is made anew."
            .formatted(folder, damaged.iterator().next())
        : "In %s, %d files are missing or have another size than they had: they are made anew."
            .formatted(folder, damaged.size());
  }

  private static void move(List<Recording> recordings, Path from, Path to) throws IOException {
    for (Recording recording : recordings) {
      Path target = to.resolve(recording.path());
      Files.createDirectories(target.getParent());
      Files.move(from.resolve(recording.path()), target);
    }
  }

  private static boolean isMade(Path folder, String recipe) throws IOException {
    Path file = folder.resolve(RECIPE_FILE);
    return Files.isRegularFile(file)
        && Files.readString(file, StandardCharsets.UTF_8).equals(recipe);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
