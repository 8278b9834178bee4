package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.CorpusError;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.failure.UserFailure;

class LjSpeechLayoutTest {
  @TempDir Path folder;
  private final LjSpeechLayout layout = new LjSpeechLayout();

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(folder.resolve("wavs"));
  }

  @Test
  void theSpeakerIsWhatComesBeforeTheDash() throws IOException {
    assertThat(list("LJ001-0001|Hello.", "LJ002-0001|There.").recordings())
        .extracting(FoundRecording::speaker)
        .containsExactly("LJ001", "LJ002");
  }

  @Test
  void whatComesBeforeTheDashIsABookInLjSpeechItself() throws IOException {
    assertThat(list("LJ001-0001|Hello.", "LJ002-0001|There.").speakerUnit())
        .isEqualTo(SpeakerUnit.BOOK);
    assertThat(list("LJ001-0001|Hello.", "SP02-0001|There.").speakerUnit())
        .isEqualTo(SpeakerUnit.PERSON);
  }

  @Test
  void recordingsWithoutADashAreOfOneSpeaker() throws IOException {
    assertThat(list("a|Hello.", "b|There.", "-c|You.").recordings())
        .extracting(FoundRecording::speaker)
        .containsOnly("unknown");
  }

  @Test
  void theNormalisedTextComesFirstUnlessItIsBlank() throws IOException {
    assertThat(list("a-1|Dr. Who|Doctor Who", "a-2|Dr. No| ").recordings())
        .extracting(FoundRecording::text)
        .containsExactly(Optional.of("Doctor Who"), Optional.of("Dr. No"));
  }

  @Test
  void aRecordingMayHaveAnyExtensionOfAudio() throws IOException {
    for (String name :
        new String[] {"a-1.flac", "a-2.MP3", "a.b-3.opus", "a-4.mp3", "a-4.wav", "a-5.txt"}) {
      Files.createFile(folder.resolve("wavs").resolve(name));
    }

    assertThat(list("a-1|x", "a-2|x", "a.b-3|x", "a-4|x", "a-5|x").recordings())
        .extracting(recording -> recording.file().getFileName().toString())
        .containsExactly("a-1.flac", "a-2.MP3", "a.b-3.opus", "a-4.wav", "a-5.wav");
  }

  @Test
  void linesOfAnotherFormAreProblems() throws IOException {
    LayoutListing listing = list("a-1", "", "a-2|x|y|z", "|x", "a-3|x");

    assertThat(listing.recordings()).extracting(FoundRecording::id).containsExactly("a-3");
    assertThat(listing.problems())
        .hasSize(3)
        .first()
        .isEqualTo("Line 1 of metadata.csv is not id|text: a-1");
  }

  @Test
  void aHeadingIsNoRecordingUnlessThereIsOne() throws IOException {
    assertThat(list("ID|text", "a-1|x").recordings())
        .extracting(FoundRecording::id)
        .containsExactly("a-1");
    assertThat(list("a-1|x", "id|text").recordings()).hasSize(2);

    Files.createFile(folder.resolve("wavs/id.wav"));
    assertThat(list("id|text", "a-1|x").recordings()).hasSize(2);
  }

  @Test
  void aFileWhoseNameHasItsAccentsApartIsFoundByTheComposedId() throws IOException {
    Files.createFile(folder.resolve("wavs/u\u0308ber-1.flac"));

    FoundRecording recording = list("\u00fcber-1|x").recordings().get(0);
    assertThat(recording.id()).isEqualTo("\u00fcber-1");
    assertThat(recording.file()).exists();
  }

  @Test
  void anIdThatLeavesTheFolderIsAProblem() throws IOException {
    LayoutListing listing = list("../a-1|x", "a\\b|x", "/etc/passwd|x");

    assertThat(listing.recordings()).isEmpty();
    assertThat(listing.problems()).hasSize(3);
  }

  @Test
  void anotherEncodingIsTheUsersToConvert() throws IOException {
    Path metadata = folder.resolve("metadata.csv");
    Files.writeString(metadata, "a-1|Gr\u00fc\u00dfe", StandardCharsets.ISO_8859_1);

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> layout.list(folder))
        .withMessage("The file " + metadata + " is not UTF-8.")
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(CorpusError.CORPUS_UNREADABLE);
              assertThat(failure.remedy())
                  .contains(
                      "`iconv -f LATIN1 -t UTF-8 '%1$s' > '%1$s.utf8' && mv '%1$s.utf8' '%1$s'`"
                          .formatted(metadata));
            });
  }

  private LayoutListing list(String... lines) throws IOException {
    Files.writeString(folder.resolve("metadata.csv"), String.join("\n", lines));
    return layout.list(folder);
  }
}
