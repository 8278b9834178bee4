package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SpoiledInput;

/** Lists of corpora that are spoiled at random. */
class SpoiledListTest {
  private static final String LINE_FEED = "~";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "manifest.jsonl|{\"path\": \"1.wav\", \"text\": \"so\", \"age\": 30}~{\"path\": \"2.wav\"}",
        "manifest.csv|path,text,speaker~1.wav,\"yes, \"\"no\"\"\",ann~\"2.wav\",\"so\",\"bob\"",
        "metadata.csv|'LJ001-0001/so/so~LJ001-0002/\"no\"~'",
        "validated.tsv|client_id path sentence~7 \"1.mp3\" \"so\"~8 2.mp3 no"
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "lists of corpora spoiled at random, 500 of each kind",
      outcome = "each is read or refused with a code, and no recording is outside of the corpus")
  void aSpoiledListIsReadOrRefused(String name, String content) throws IOException {
    Files.createDirectory(directory.resolve("wavs"));
    Files.createDirectory(directory.resolve("clips"));
    Path list = directory.resolve(name);
    String whole = content.replace(LINE_FEED, "\n").replace('/', '|');
    String divided = name.endsWith(".tsv") ? whole.replace(' ', '\t') : whole;
    Files.writeString(list, divided);
    CorpusLayout layout = CorpusLayouts.of(directory, CorpusLayouts.AUTO);

    SpoiledInput.assertReadOrRefused(
        divided,
        500,
        spoiled -> {
          Files.write(list, spoiled);
          assertThat(CorpusLayouts.list(directory, layout).recordings())
              .allMatch(recording -> recording.file().normalize().startsWith(directory));
        },
        UserFailure.class::isInstance);
  }
}
