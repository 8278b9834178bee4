package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.AttributeNames;

class RavdessLayoutTest {
  @TempDir Path folder;
  private final RavdessLayout layout = new RavdessLayout();

  @Test
  void theNameTellsSpeakerEmotionAndStatement() throws IOException {
    put("Actor_12/03-01-05-01-02-01-12.wav");

    FoundRecording recording = layout.list(folder).recordings().get(0);
    assertThat(recording.id()).isEqualTo("03-01-05-01-02-01-12");
    assertThat(recording.speaker()).isEqualTo("Actor_12");
    assertThat(recording.text()).isEmpty();
    assertThat(recording.sentence()).contains("ravdess statement 02");
    assertThat(recording.label()).isEqualTo(Optional.of("angry"));
    assertThat(recording.attributes())
        .isEqualTo(Map.of(AttributeNames.SEX, "female", "intensity", "normal"));
  }

  @Test
  void anyExtensionOfAudioWillDo() throws IOException {
    put("Actor_01/03-01-05-01-02-01-01.flac");
    put("Actor_01/03-01-05-01-02-02-01.mp3");

    assertThat(layout.list(folder).recordings()).hasSize(2);
  }

  @Test
  void songAndSilentVideoAreLeftOutAndAreNoProblems() throws IOException {
    put("Actor_01/03-02-05-01-02-01-01.wav");
    put("Actor_01/02-01-05-01-02-01-01.mp4");

    LayoutListing listing = layout.list(folder);
    assertThat(listing.recordings()).isEmpty();
    assertThat(listing.problems()).isEmpty();
    assertThat(listing.leftOut()).isEqualTo(Map.of("song", 1, "video without sound", 1));
  }

  @Test
  void whatIsHiddenOrNoAudioIsIgnored() throws IOException {
    put("Actor_01/.DS_Store");
    put("Actor_01/._03-01-05-01-02-01-01.wav");
    put("Actor_01/Thumbs.db");
    put("Actor_01/readme.txt");

    assertThat(layout.list(folder).problems()).isEmpty();
    assertThat(layout.list(folder).recordings()).isEmpty();
  }

  @Test
  void badNamesAreProblems() throws IOException {
    put("Actor_01/03-01-05-01-02-01.wav");
    put("Actor_01/03-01-09-01-02-01-01.wav");

    assertThat(layout.list(folder).problems()).hasSize(2);
  }

  @Test
  void aRecordingInAnotherActorsFolderIsAProblem() throws IOException {
    put("Actor_01/03-01-05-01-02-01-02.wav");

    assertThat(layout.list(folder).recordings()).isEmpty();
    assertThat(layout.list(folder).problems()).singleElement().asString().contains("by actor 02");
  }

  private void put(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }
}
