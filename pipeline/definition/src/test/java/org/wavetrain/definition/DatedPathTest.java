package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatedPathTest {
  private static final String DATED =
      SOUND.replace("corpora/commands}", "\"snapshots/${date}/words\"}");

  @TempDir private Path folder;
  private SmallPipeline files;

  @BeforeEach
  void makeFiles() throws Exception {
    files = new SmallPipeline(folder);
    for (String date : List.of("2026-01-05", "2026-01-12", "2026-02-02", "2026-13-45", "notes")) {
      Files.createDirectories(folder.resolve("snapshots").resolve(date).resolve("words"));
    }
  }

  private Path commands(String pipeline, String date) throws Exception {
    return files
        .read(pipeline, on(date))
        .findSource("commands")
        .map(source -> folder.relativize(source.path()))
        .orElseThrow();
  }

  private static Overrides on(String date) {
    return new Overrides(
        List.of(), List.of(), Optional.empty(), Optional.of(LocalDate.parse(date)));
  }

  @Test
  void theNewestFolderThatIsNotLaterThanTheRunIsMeant() throws Exception {
    assertThat(commands(DATED, "2026-01-11")).isEqualTo(Path.of("snapshots/2026-01-05/words"));
    assertThat(commands(DATED, "2026-01-12")).isEqualTo(Path.of("snapshots/2026-01-12/words"));
    assertThat(commands(DATED, "2027-01-01")).isEqualTo(Path.of("snapshots/2026-02-02/words"));
  }

  @Test
  void withoutADateItIsTheNewestUntilToday() throws Exception {
    assertThat(files.read(DATED).findSource("commands").orElseThrow().path())
        .isEqualTo(folder.resolve("snapshots/2026-01-12/words"));
  }

  @Test
  void theDateMayBePartOfAName() throws Exception {
    Files.createDirectories(folder.resolve("corpus-2026-01-05-full"));
    Files.createDirectories(folder.resolve("corpus-2026-01-12"));

    assertThat(
            commands(DATED.replace("snapshots/${date}/words", "corpus-${date}-full"), "2026-01-20"))
        .isEqualTo(Path.of("corpus-2026-01-05-full"));
  }

  @Test
  void ifAllFoldersAreLaterThePlaceIsNamed() {
    String needed = DATED.replace("/words", "/needed");

    PipelineProblems failure =
        catchThrowableOfType(PipelineProblems.class, () -> files.read(needed, on("2026-01-04")));

    assertThat(failure.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "4:20: path of source commands is %s, which has no folder of a date until 2026-01-04."
                    .formatted(folder.resolve("snapshots/${date}/needed"))
                + " Give the path of a folder or file that you may read, here or with"
                + " --source commands=PATH.");
  }
}
