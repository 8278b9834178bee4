package org.wavetrain.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Predicate;
import org.wavetrain.corpus.layout.CorpusLayouts;
import org.wavetrain.definition.Overrides;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PipelineCheck;
import org.wavetrain.definition.PipelineFile;
import org.wavetrain.definition.Surroundings;
import org.wavetrain.local.runner.StageSelection;

/** Reads pipeline files as the commands do. */
final class Definitions {
  private final Path home;
  private final StageKinds kinds;

  /**
   * @param home what {@code ${home}} stands for in files
   */
  Definitions(Path home, StageKinds kinds) {
    this.home = home;
    this.kinds = kinds;
  }

  /** A pipeline to be run: the folders of its recordings are there. */
  Pipeline toRun(Path file, Overrides overrides, StageSelection selection) {
    return read(file, overrides, folder -> false, refusals(selection));
  }

  /** A pipeline to be looked at: what the quickstart makes in the home need not be there yet. */
  Pipeline toPlan(Path file, Overrides overrides, StageSelection selection) {
    return read(file, overrides, folder -> folder.startsWith(home), refusals(selection));
  }

  /** A pipeline to be shown: other machines may run it. */
  Pipeline toShow(Path file, Overrides overrides) {
    return read(file, overrides, folder -> folder.startsWith(home), kinds::contradictions);
  }

  /** A pipeline whose stages other machines run: the folders of its recordings are there. */
  Pipeline toOrchestrate(Path file, Overrides overrides) {
    return read(file, overrides, folder -> false, kinds::contradictions);
  }

  /** A recipe to be run whose folders are still to be made or replaced. */
  Pipeline toPrepare(Path file, Overrides overrides, StageSelection selection) {
    return read(file, overrides, folder -> true, refusals(selection));
  }

  /** A recipe to be told of: it may be for another machine. */
  Pipeline recipe(Path file, Overrides overrides) {
    return read(file, overrides, folder -> true, PipelineCheck.NONE);
  }

  private PipelineCheck refusals(StageSelection selection) {
    return new StageRefusals(kinds, home, selection);
  }

  private Pipeline read(
      Path file, Overrides overrides, Predicate<Path> mayBeMissing, PipelineCheck check) {
    return PipelineFile.read(
        file,
        overrides,
        new Surroundings(
            Map.of("home", home.toString()),
            kinds.descriptors(),
            CorpusLayouts.names(),
            mayBeMissing,
            LocalDate.now(),
            check));
  }
}
