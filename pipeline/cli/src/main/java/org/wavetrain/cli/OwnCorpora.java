package org.wavetrain.cli;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.corpus.layout.CorpusLayouts;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.Source;
import org.wavetrain.failure.UserFailure;

/**
 * The user's own folders of recordings, by the source of the quickstart recipe that each replaces.
 *
 * @param folders by role
 * @param layout of all of them, or {@code auto}
 */
record OwnCorpora(Map<CorpusRole, Path> folders, String layout) {
  private static final String RAVDESS = "ravdess";

  OwnCorpora {
    folders = Map.copyOf(folders);
  }

  /**
   * Finds out what each folder is: RAVDESS's layout has emotions, any other has texts.
   *
   * @param layout of all of them, or {@code auto} to recognise it
   * @throws UserFailure when a folder cannot be used, or two are of the same kind
   */
  static OwnCorpora recognise(List<Path> corpora, String layout) {
    Map<CorpusRole, Path> folders = new EnumMap<>(CorpusRole.class);
    for (Path corpus : corpora) {
      Path folder = corpus.toAbsolutePath().normalize();
      Path other = folders.put(role(folder, layout), folder);
      if (other != null) {
        throw new UserFailure(
            CommandError.CORPUS_AMBIGUOUS,
            "%s and %s hold the same kind of speech.".formatted(other, folder),
            "Give one folder with texts and one with emotions, or write a pipeline file with as"
                + " many sources as you like.");
      }
    }
    return new OwnCorpora(folders, layout);
  }

  boolean replaces(CorpusRole role) {
    return folders.containsKey(role);
  }

  /** The recipe with these folders in place of its own. */
  Pipeline replaceIn(Pipeline recipe) {
    List<Source> sources =
        recipe.sources().stream()
            .map(
                source ->
                    folders.entrySet().stream()
                        .filter(entry -> entry.getKey().source().equals(source.name()))
                        .findFirst()
                        .map(entry -> new Source(source.name(), entry.getValue(), layout))
                        .orElse(source))
            .toList();
    return recipe.withSources(sources);
  }

  private static CorpusRole role(Path folder, String layout) {
    return CorpusLayouts.of(folder, layout).name().equals(RAVDESS)
        ? CorpusRole.EMOTIONS
        : CorpusRole.COMMANDS;
  }
}
