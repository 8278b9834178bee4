package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.CorpusError;
import org.wavetrain.failure.UserFailure;

class UnlabelledLayoutTest {
  @TempDir Path directory;
  private CorpusFolder folder;

  @BeforeEach
  void open() throws IOException {
    folder = new CorpusFolder(directory);
    folder.put("top.wav", "ann/walks/1.flac", "ann/.cache/2.flac", "bob/1.txt", "bob/1.ogg");
  }

  @Test
  void audioFilesAtAnyDepthAreFound() {
    LayoutListing listing =
        CorpusLayouts.list(directory, CorpusLayouts.of(directory, "unlabelled"));

    assertThat(listing.recordings())
        .extracting(recording -> recording.id() + " by " + recording.speaker())
        .containsExactly("ann/walks/1.flac by ann", "bob/1.ogg by bob", "top.wav by unknown");
  }

  @Test
  void itIsNotRecognisedUnlessItIsNamed() {
    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> CorpusLayouts.of(directory, CorpusLayouts.AUTO))
        .satisfies(
            failure -> assertThat(failure.code()).isEqualTo(CorpusError.CORPUS_LAYOUT_UNKNOWN));
  }
}
