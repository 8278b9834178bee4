package org.wavetrain.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.synthesis.StandInCorpora;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** Small folders for the sources of recipes: synthetic speech, and models with random weights. */
final class RecipeSources {
  private static final long SEED = 1;
  private static final int FEW = 4;

  private final Path folder;

  /**
   * @param folder keeps what is made, for all recipes that have a source of that name
   */
  RecipeSources(Path folder) {
    this.folder = folder;
  }

  /**
   * The folder of a source.
   *
   * @param size of a model
   */
  Path of(String source, Wav2Vec2Configuration size) throws Exception {
    int layers = size.contextNetwork().layers();
    Path made = folder.resolve(source.startsWith("wav2vec2") ? source + "-" + layers : source);
    if (Files.exists(made)) {
      return made;
    }
    StandInCorpora corpora = new StandInCorpora(Runtime.getRuntime().availableProcessors());
    switch (source) {
      case "torgo" -> corpora.torgo(made, 6, FEW, SEED, done -> {});
      case "timit" -> corpora.timit(made, 6, 2, FEW, SEED, done -> {});
      case "librispeech" -> corpora.libriSpeech(made, 4, 1, FEW, SEED, done -> {});
      case "ljspeech" -> corpora.ljSpeech(made, 6, FEW, SEED, done -> {});
      case "ravdess" -> corpora.ravdess(made, 4, 1, SEED, done -> {});
      case "speech" -> corpora.unlabelled(made, 6, FEW, SEED, done -> {});
      case "wav2vec2-base" -> RandomModel.pretrained(size, made);
      case "wav2vec2-base-960h" -> RandomModel.transcriber(size, made);
      default -> throw new IllegalArgumentException(source);
    }
    return made;
  }
}
