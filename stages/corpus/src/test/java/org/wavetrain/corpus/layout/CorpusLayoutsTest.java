package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.CorpusError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class CorpusLayoutsTest {
  @TempDir Path folder;

  @Test
  void aLayoutIsRecognisedByAFewNames() throws IOException {
    Path commands = ljSpeech("a-1|x");
    Files.createDirectories(folder.resolve("emotions/Actor_01"));

    assertThat(CorpusLayouts.of(commands, "auto").name()).isEqualTo("ljspeech");
    assertThat(CorpusLayouts.of(folder.resolve("emotions"), "auto").name()).isEqualTo("ravdess");
  }

  @Test
  void aFolderOfNoKnownLayoutIsRefusedWithAllThatItCouldBeNamed() throws IOException {
    Files.writeString(folder.resolve("a.flac"), "fLaC");
    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> CorpusLayouts.of(folder, "auto"))
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(CorpusError.CORPUS_LAYOUT_UNKNOWN);
              assertThat(failure.remedy()).contains("Actor_NN", "unlabelled");
            });
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a corpus folder without anything in it",
      outcome = "refused as CORPUS_EMPTY")
  void anEmptyFolderIsSaidToBeEmpty() {
    failsWith(CorpusError.CORPUS_EMPTY, () -> CorpusLayouts.of(folder, "auto"));
    failsWith(CorpusError.CORPUS_EMPTY, () -> CorpusLayouts.of(folder, "ljspeech"));
  }

  @Test
  void aSentenceEndsWithOneStop() throws IOException {
    Path names = ljSpeech("no column");
    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> CorpusLayouts.list(names, new LjSpeechLayout()))
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(CorpusError.CORPUS_EMPTY);
              assertThat(failure.getMessage()).contains("the first: ").doesNotContain("..");
            });
  }

  @Test
  void aFolderThatDoesNotHaveTheNamedLayoutIsRefused() throws IOException {
    Files.writeString(folder.resolve("a.flac"), "fLaC");
    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> CorpusLayouts.of(folder, "ljspeech"))
        .withMessageContaining("does not have the layout ljspeech")
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(CorpusError.CORPUS_LAYOUT_UNKNOWN);
              assertThat(failure.remedy()).contains("metadata.csv").doesNotContain("Actor_NN");
            });
  }

  @Test
  void aLayoutThatDoesNotExistIsRefused() {
    failsWith(CorpusError.CORPUS_LAYOUT_UNSUPPORTED, () -> CorpusLayouts.of(folder, "vctk"));
  }

  @Test
  void aMissingFolderIsRefused() {
    failsWith(
        CorpusError.CORPUS_UNREADABLE,
        () -> CorpusLayouts.of(folder.resolve("missing"), "ljspeech"));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a corpus folder that cannot be listed",
      outcome = "refused as CORPUS_UNREADABLE")
  void aFolderThatCannotBeListedIsRefused() {
    failsWith(
        CorpusError.CORPUS_UNREADABLE, () -> CorpusLayouts.list(folder, new LjSpeechLayout()));
  }

  @Test
  void aFolderWithoutRecordingsIsRefusedWithTheFirstProblem() throws IOException {
    Path commands = ljSpeech("no line of the layout");

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> CorpusLayouts.list(commands, new LjSpeechLayout()))
        .withMessageContaining("no line of the layout")
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(CorpusError.CORPUS_EMPTY);
              assertThat(failure.remedy()).startsWith("Correct them").contains("metadata.csv");
            });
  }

  private Path ljSpeech(String lines) throws IOException {
    Path commands = Files.createDirectory(folder.resolve("commands"));
    Files.createDirectory(commands.resolve("wavs"));
    Files.writeString(commands.resolve("metadata.csv"), lines);
    return commands;
  }

  private static void failsWith(CorpusError code, ThrowingCallable action) {
    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(action)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
