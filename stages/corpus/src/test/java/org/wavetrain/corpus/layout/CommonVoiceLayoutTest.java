package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.CorpusError;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class CommonVoiceLayoutTest {
  private static final String HEADING = "client_id\tpath\tsentence\tage\tgender\n";

  @TempDir Path directory;
  private final CommonVoiceLayout layout = new CommonVoiceLayout();
  private CorpusFolder folder;

  @BeforeEach
  void open() throws IOException {
    folder = new CorpusFolder(directory);
    Files.createDirectory(directory.resolve("clips"));
  }

  @Test
  void withoutSplitsTheValidatedRecordingsAreUsed() throws IOException {
    folder.write(
        "validated.tsv",
        HEADING
            + "abc\tcommon_voice_en_1\t\"Oh\", she said.\tfifties\tfemale\n"
            + "abd\tcommon_voice_en_2.mp3\tNo.\t\tother\n");

    LayoutListing listing = layout.list(directory);

    assertThat(listing.problems()).isEmpty();
    FoundRecording first = listing.recordings().get(0);
    assertThat(first.file()).isEqualTo(directory.resolve("clips/common_voice_en_1.mp3"));
    assertThat(first.text()).contains("\"Oh\", she said.");
    assertThat(first.split()).isEmpty();
    assertThat(first.attributes())
        .isEqualTo(Map.of("subset", "validated", "age", "fifties", "sex", "female"));
    assertThat(listing.recordings().get(1).attributes()).isEqualTo(Map.of("subset", "validated"));
  }

  @Test
  void withSplitsOnlyTheyAreUsed() throws IOException {
    folder.write("validated.tsv", HEADING + "abc\t3.mp3\tSo.\t\t\n");
    folder.write("test.tsv", HEADING + "abc\t1.mp3\tNo.\t\t\n");

    assertThat(layout.list(directory).recordings())
        .extracting(FoundRecording::split)
        .containsExactly(Optional.of(Split.TEST));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a table of Common Voice with a path that leaves the folder",
      outcome = "the line is set aside with its number")
  void badLinesAreNamed() throws IOException {
    folder.write("train.tsv", HEADING + "abc\t1.mp3\tSo.\n" + "abc\t../../1.mp3\tSo.\t\t\n");

    assertThat(layout.list(directory).problems())
        .containsExactly(
            "Line 2 of train.tsv has 3 fields, its heading 5.",
            "Line 3 of train.tsv has a path that is no file name: ../../1.mp3");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a table of Common Voice without its heading",
      outcome = "refused as CORPUS_LIST_INVALID")
  void aListWithoutItsHeadingIsRefused() throws IOException {
    folder.write("train.tsv", "abc\t1.mp3\tSo.\n");

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> layout.list(directory))
        .withMessageContaining("has no column client_id in its first line")
        .satisfies(
            failure -> assertThat(failure.code()).isEqualTo(CorpusError.CORPUS_LIST_INVALID));
  }
}
