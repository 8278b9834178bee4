package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.definition.Orchestration;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.Source;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.synthesis.StandInCorpora;

/** What is said of figures that rest on synthetic speech. */
class SyntheticCorporaTest {
  @TempDir private Path folder;
  private Path made;
  private Path own;

  @BeforeEach
  void makeFolders() throws IOException {
    made = folder.resolve("made");
    new StandInCorpora(1).emotions(made, 1, 1, 1, done -> {});
    own = Files.createDirectory(folder.resolve("own"));
  }

  @Test
  void whereOneFolderIsTheUsersTheOtherIsNamed() {
    assertThat(SyntheticCorpora.caveat(pipeline(own, made)).orElseThrow())
        .startsWith("The speech of emotions is synthetic, that of commands is not:");
  }

  @Test
  void whereNoFolderIsTheUsersAllOfItIsSynthetic() {
    assertThat(SyntheticCorpora.caveat(pipeline(made, made)).orElseThrow())
        .startsWith("The speech is synthetic:");
  }

  @Test
  void ofTheUsersOwnFoldersNothingIsSaid() {
    assertThat(SyntheticCorpora.caveat(pipeline(own, own))).isEmpty();
  }

  /** One that starts from a model besides, which is no speech. */
  private Pipeline pipeline(Path commands, Path emotions) {
    StageDescriptor ingest =
        new StageDescriptor("ingest", "1", "For a test.", List.of(), List.of(), 256);
    return new Pipeline(
        "trial",
        Optional.empty(),
        1,
        List.of(
            new Source("commands", commands, "auto"),
            new Source("emotions", emotions, "auto"),
            new Source("model", folder, "auto")),
        List.of(
            new PlannedStage(
                "ingest",
                ingest,
                Map.of("recordings", List.of("commands", "emotions")),
                new Parameters(Map.of()))),
        Optional.empty(),
        List.of(),
        Orchestration.DEFAULT);
  }
}
