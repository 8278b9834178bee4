package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;

class SourcesSectionTest {
  @TempDir private Path folder;
  private SmallPipeline files;

  @BeforeEach
  void makeFiles() {
    files = new SmallPipeline(folder);
  }

  @Test
  void aFolderOfTheCommandLineWinsOverTheFiles() throws Exception {
    Pipeline pipeline =
        files.readWithSources(
            SOUND, "emotions=/elsewhere/first", "emotions=/elsewhere/then", "commands=near");

    assertThat(pipeline.sources())
        .containsExactly(
            new Source("commands", Path.of("near").toAbsolutePath(), "auto"),
            new Source("emotions", Path.of("/elsewhere/then"), "ravdess"));
  }

  @Test
  void aFolderOfTheCommandLineThatDoesNotFitIsAProblem() {
    PipelineProblems failure =
        catchThrowableOfType(
            PipelineProblems.class,
            () -> files.readWithSources(SOUND, "emotion=/elsewhere", "commands=/not/needed"));

    assertThat(failure.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "--source commands=/not/needed: /not/needed does not exist."
                + " Give the path of a folder or file that you may read.",
            "--source emotion=/elsewhere: there is no source emotion. Did you mean emotions?");
    assertThatThrownBy(() -> SourceOverride.parse("emotions"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("--source emotions does not name a source and a folder.");
  }

  @Test
  void foldersAndLayoutsThatAreNotThereAreReportedWithTheirPlaces() {
    assertThat(
            files.problems(
                SOUND
                    .replace("corpora/commands}", "needed, layout: ljspech}")
                    .replace("${home}/emotions", "/dev/null")))
        .extracting(Problem::toString)
        .containsExactly(
            "4:20: path of source commands is %s, which does not exist."
                    .formatted(folder.resolve("needed"))
                + " Give the path of a folder or file that you may read, here or with"
                + " --source commands=PATH.",
            "4:36: layout of source commands cannot be ljspech. Did you mean ljspeech?",
            "5:20: path of source emotions is /dev/null, which is neither a folder nor a file."
                + " Give the path of a folder or file that you may read, here or with"
                + " --source emotions=PATH.");
  }

  @Test
  void aFileIsASourceOfWhatTakesAFile() throws Exception {
    Files.writeString(folder.resolve("words.arpa"), "");
    String pipeline =
        SOUND
            .replace("sources:\n", "sources:\n  words: {path: words.arpa}\n")
            .replace(
                "transcriber: finetune}}\n  f",
                "transcriber: finetune, language_model: words}}\n  f");

    assertThat(files.read(pipeline).findSource("words"))
        .contains(new Source("words", folder.resolve("words.arpa"), "auto"));
    assertThat(files.problems(pipeline.replace("[commands, emotions]", "words")))
        .extracting(Problem::message)
        .containsExactly(
            "input recordings of ingest cannot be words, which is a source that is a file.");
    assertThat(
            files.problems(pipeline.replace("language_model: words", "language_model: commands")))
        .extracting(Problem::remedy)
        .containsExactly("It takes a source that is a file.");
  }
}
