package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorgoLayoutTest {
  @TempDir Path directory;
  private final TorgoLayout layout = new TorgoLayout();
  private CorpusFolder folder;

  @BeforeEach
  void open() {
    folder = new CorpusFolder(directory);
  }

  @Test
  void foldersOfTheArchivesMayBeAroundTheSpeakers() throws IOException {
    folder.put("FC/FC01/Session1/wav_headMic/0001.wav", "M/M05/Session1_2/wav_arrayMic/0007.wav");
    folder.write("FC/FC01/Session1/prompts/0001.txt", "stick\n");
    folder.write("M/M05/Session1_2/prompts/0007.txt", "The quick brown fox.");

    assertThat(layout.recognises(directory)).isTrue();
    LayoutListing listing = layout.list(directory);
    assertThat(listing.recordings())
        .extracting(FoundRecording::id)
        .containsExactly("FC01-Session1-headMic-0001", "M05-Session1_2-arrayMic-0007");
    assertThat(listing.recordings())
        .extracting(recording -> recording.attributes().get("severity"))
        .containsExactly("control", "moderate-severe");
    assertThat(listing.recordings().get(0).text()).contains("stick");
  }

  @Test
  void recordingsWhosePromptTellsNoWordsAreLeftOutWithTheReason() throws IOException {
    folder.put(
        "F01/Session1/wav_headMic/0001.wav",
        "F01/Session1/wav_headMic/0002.wav",
        "F01/Session1/wav_headMic/0003.wav",
        "F01/Session1/wav_headMic/0004.wav",
        "F01/Session1/wav_headMic/0005.wav");
    folder.write("F01/Session1/prompts/0001.txt", "input/images/hotdog4.jpg");
    folder.write("F01/Session1/prompts/0002.txt", "[relax your mouth in its normal position]");
    folder.write("F01/Session1/prompts/0003.txt", "xxx");
    folder.write("F01/Session1/prompts/0004.txt", "");

    LayoutListing listing = layout.list(directory);

    assertThat(listing.recordings()).isEmpty();
    assertThat(listing.problems()).isEmpty();
    assertThat(listing.leftOut())
        .isEqualTo(
            Map.of(
                "no prompt", 1,
                "prompt is a picture", 1,
                "prompt is an instruction", 1,
                "prompt without a text", 2));
  }

  @Test
  void aFolderThatOnlyHasItsSpeakersNamesIsNotRecognised() throws IOException {
    folder.put("F01/0001.wav");

    assertThat(layout.recognises(directory)).isFalse();
  }
}
