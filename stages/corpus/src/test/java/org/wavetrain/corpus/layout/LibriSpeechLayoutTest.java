package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.Split;

class LibriSpeechLayoutTest {
  @TempDir Path directory;
  private final LibriSpeechLayout layout = new LibriSpeechLayout();
  private CorpusFolder folder;

  @BeforeEach
  void open() {
    folder = new CorpusFolder(directory);
  }

  @Test
  void textSexAndPartAreTold() throws IOException {
    folder.write(
        "SPEAKERS.TXT", ";ID  |SEX| SUBSET\n1272 | M | dev-clean        | 8.06  | John Garvin\n");
    folder.put("dev-clean/1272/128104/1272-128104-0000.flac");
    folder.write(
        "dev-clean/1272/128104/1272-128104.trans.txt", "1272-128104-0000 MISTER QUILTER IS\n");

    FoundRecording recording = layout.list(directory).recordings().get(0);

    assertThat(recording.id()).isEqualTo("1272-128104-0000");
    assertThat(recording.speaker()).isEqualTo("1272");
    assertThat(recording.text()).contains("MISTER QUILTER IS");
    assertThat(recording.split()).contains(Split.VALIDATION);
    assertThat(recording.attributes()).isEqualTo(Map.of("subset", "dev-clean", "sex", "male"));
  }

  @Test
  void whatListAndFolderDoNotShareIsFound() throws IOException {
    folder.put("test-other/367/130732/367-130732-0000.flac");
    folder.write(
        "test-other/367/130732/367-130732.trans.txt",
        "367-130732-0001 LOBSTERS\n../../../etc/passwd X\nlonely\n");

    LayoutListing listing = layout.list(directory);

    // The file that is missing is a recording that cannot be read.
    assertThat(listing.recordings())
        .extracting(FoundRecording::file)
        .containsExactly(directory.resolve("test-other/367/130732/367-130732-0001.flac"));
    assertThat(listing.problems())
        .containsExactly(
            "Line 2 of test-other/367/130732/367-130732.trans.txt is no id and text:"
                + " ../../../etc/passwd X",
            "Line 3 of test-other/367/130732/367-130732.trans.txt is no id and text: lonely",
            "test-other/367/130732/367-130732-0000.flac is not in"
                + " test-other/367/130732/367-130732.trans.txt.");
  }

  @Test
  void chaptersWithoutTextsAreSpeechAlone() throws IOException {
    folder.put("train-clean-5/19/198/19-198-0001.flac", "train-clean-5/19/198/19-198-0000.flac");

    LayoutListing listing = layout.list(directory);

    assertThat(listing.problems()).isEmpty();
    assertThat(listing.recordings())
        .extracting(FoundRecording::id)
        .containsExactly("19-198-0000", "19-198-0001");
    assertThat(listing.recordings()).allMatch(recording -> recording.text().isEmpty());
  }
}
