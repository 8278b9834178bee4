package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.Split;

class TimitLayoutTest {
  @TempDir Path directory;
  private final TimitLayout layout = new TimitLayout();
  private CorpusFolder folder;

  @BeforeEach
  void open() {
    folder = new CorpusFolder(directory);
  }

  @Test
  void namesMayBeInLowerCase() throws IOException {
    folder.put("train/dr4/falr0/sx155.wav", "train/dr4/falr0/sx155.phn");
    folder.write("train/dr4/falr0/sx155.txt", "0 48538 Severe myopia contributed to it.\n");

    assertThat(layout.recognises(directory)).isTrue();
    assertThat(layout.list(directory).recordings())
        .containsExactly(
            new FoundRecording(
                "FALR0-SX155",
                directory.resolve("train/dr4/falr0/sx155.wav"),
                "FALR0",
                Optional.of("Severe myopia contributed to it."),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Split.TRAIN),
                Map.of("sex", "female", "subset", "train", "dialect", "DR4")));
  }

  @Test
  void theRiffCopyBesideASphereFileIsNoSecondRecording() throws IOException {
    folder.put("TEST/DR1/MDAB0/SI1039.WAV", "TEST/DR1/MDAB0/SI1039.WAV.wav");
    folder.write("TEST/DR1/MDAB0/SI1039.TXT", "0 1 So.");
    folder.put("TEST/DR1/MJSW0/SX20.WAV.wav");
    folder.write("TEST/DR1/MJSW0/SX20.TXT", "0 1 No.");

    LayoutListing listing = layout.list(directory);

    assertThat(listing.problems()).isEmpty();
    assertThat(listing.recordings())
        .extracting(FoundRecording::file)
        .containsExactly(
            directory.resolve("TEST/DR1/MDAB0/SI1039.WAV"),
            directory.resolve("TEST/DR1/MJSW0/SX20.WAV.wav"));
    assertThat(listing.recordings())
        .extracting(recording -> recording.attributes().get("subset"))
        .containsExactly("core-test", "test");
  }

  @Test
  void textsThatAreMissingOrOfAnotherFormAreProblems() throws IOException {
    folder.put("TRAIN/DR1/FCJF0/SX1.WAV", "TRAIN/DR1/FCJF0/SX2.WAV", "TRAIN/DR1/FCJF0/XX3.WAV");
    folder.write("TRAIN/DR1/FCJF0/SX2.TXT", "no numbers");

    LayoutListing listing = layout.list(directory);

    assertThat(listing.recordings()).isEmpty();
    assertThat(listing.problems())
        .containsExactly(
            "TRAIN/DR1/FCJF0/SX1.WAV has no .TXT beside it.",
            "TRAIN/DR1/FCJF0/SX2.TXT is not two numbers and a text.",
            "TRAIN/DR1/FCJF0/XX3.WAV is no sentence SAn, SIn or SXn.");
  }
}
