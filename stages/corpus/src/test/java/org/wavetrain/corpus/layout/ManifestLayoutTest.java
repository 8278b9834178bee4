package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.CorpusError;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class ManifestLayoutTest {
  @TempDir Path directory;
  private final ManifestLayout layout = new ManifestLayout();
  private CorpusFolder folder;

  @BeforeEach
  void open() {
    folder = new CorpusFolder(directory);
  }

  @Test
  void aLineOfJsonTellsAllOfARecording() throws IOException {
    folder.write(
        "manifest.jsonl",
        """
        {"path": "a/1.wav", "text": "So, \\u00e4h", "speaker": "ann", "label": "sad", "split": "dev", "age": 30}
        {"path": "a/2.wav", "text": null, "split": "train"}
        """);

    LayoutListing listing = layout.list(directory);

    assertThat(listing.problems()).isEmpty();
    assertThat(listing.recordings())
        .containsExactly(
            new FoundRecording(
                "a/1.wav",
                directory.resolve("a/1.wav"),
                "ann",
                Optional.of("So, \u00e4h"),
                Optional.empty(),
                Optional.of("sad"),
                Optional.of(Split.VALIDATION),
                Map.of("age", "30")),
            new FoundRecording(
                "a/2.wav",
                directory.resolve("a/2.wav"),
                "unknown",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Split.TRAIN),
                Map.of()));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a manifest with broken lines, absolute paths and paths with ..",
      outcome = "each line is set aside with its number, the others are read")
  void eachBadLineIsNamedWithItsNumber() throws IOException {
    folder.write(
        "manifest.jsonl",
        """
        {"path": "1.wav", "split": "train"}
        {"path": "2.wav"

        ["3.wav"]
        {"text": "so"}
        {"path": "../5.wav", "split": "train"}
        {"path": "/etc/6.wav", "split": "train"}
        {"path": "7.wav", "split": "exam"}
        {"path": "8.wav", "text": {"en": "so"}}
        {"path": "9.wav"}
        {"path": "10.wav", "path": "11.wav"}
        {"path": "."}
        """);

    LayoutListing listing = layout.list(directory);

    assertThat(listing.recordings()).extracting(FoundRecording::id).containsExactly("1.wav");
    String problems = String.join("\n", listing.problems());
    assertThat(problems)
        .contains(
            "Line 2 of the manifest is no JSON",
            "Line 4 of the manifest is no JSON object.",
            "Line 5 of the manifest has no path.",
            "Line 6 of the manifest has a path that leaves the folder: ../5.wav",
            "Line 7 of the manifest has a path that leaves the folder: /etc/6.wav",
            "Line 8 of the manifest has the split exam",
            "Line 9 of the manifest has a text that is no text or number.",
            "Line 10 of the manifest has no split, and others have.",
            "Line 11 of the manifest is no JSON",
            "Line 12 of the manifest has a path that leaves the folder");
  }

  @Test
  void aTableFromASpreadsheetIsRead() throws IOException {
    folder.write(
        "manifest.csv", "\ufeffpath,text,sex\r\na.wav,\"yes, \"\"no\"\"\",female\r\nb.wav,,\r\n");

    LayoutListing listing = layout.list(directory);

    assertThat(listing.problems()).isEmpty();
    assertThat(listing.recordings().get(0).text()).contains("yes, \"no\"");
    assertThat(listing.recordings().get(0).attributes()).isEqualTo(Map.of("sex", "female"));
    assertThat(listing.recordings().get(1).text()).isEmpty();
    assertThat(listing.recordings().get(1).attributes()).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a table without paths, or with two columns of one name",
      outcome = "refused as CORPUS_LIST_INVALID")
  void aTableWithoutPathsOrWithColumnsOfOneNameIsRefused() throws IOException {
    folder.write("manifest.csv", "file,text\na.wav,so\n");
    refused("has no column path");

    folder.write("manifest.csv", "path,text,text\na.wav,so,so\n");
    refused("two of one name");
  }

  @Test
  void aTableWithoutPathsIsToldTheColumnsThatItHas() throws IOException {
    folder.write("manifest.csv", "file,transcript\na.wav,so\n");
    refused("has no column path in its first line, which is: file,transcript");

    folder.write("manifest.csv", "path;text\na.wav;so\n");
    refused("which is: path;text")
        .satisfies(failure -> assertThat(failure.remedy()).contains("by commas"));
  }

  @Test
  void aFileWhoseNameHasItsAccentsApartIsFoundByTheComposedName() throws IOException {
    folder.put("a/u\u0308ber.wav");
    folder.put("a/\u00fcbrig.wav");
    folder.write(
        "manifest.csv",
        "path\na/\u00fcber.wav\na/u\u0308brig.wav\na/\u00fcberall.wav\na/plain.wav\n");

    assertThat(layout.list(directory).recordings())
        .extracting(recording -> directory.relativize(recording.file()).toString())
        .containsExactly(
            "a/u\u0308ber.wav", "a/\u00fcbrig.wav", "a/\u00fcberall.wav", "a/plain.wav");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a folder with two manifests",
      outcome = "refused as CORPUS_LIST_INVALID")
  void twoManifestsAreRefused() throws IOException {
    folder.put("manifest.csv", "manifest.jsonl");
    refused("has manifest.csv beside it");
  }

  private ThrowableAssertAlternative<UserFailure> refused(String why) {
    return assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> layout.list(directory))
        .withMessageContaining(why)
        .satisfies(
            failure -> assertThat(failure.code()).isEqualTo(CorpusError.CORPUS_LIST_INVALID));
  }
}
