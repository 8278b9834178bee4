package org.wavetrain.ingest;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.AttributeNames;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.layout.CorpusLayouts;
import org.wavetrain.corpus.layout.FoundRecording;
import org.wavetrain.corpus.layout.LayoutListing;
import org.wavetrain.synthesis.StandInCorpora;

/** Stand-ins are read in the layouts that they stand for. */
class StandInLayoutsTest {
  @TempDir Path directory;
  private final StandInCorpora corpora = new StandInCorpora(2);

  @Test
  void torgoTellsSexSeverityAndMicrophoneAndItsUselessPromptsAreLeftOut() throws IOException {
    Path folder = directory.resolve("torgo");
    corpora.torgo(folder, 3, 4, 1, done -> {});

    LayoutListing listing = recognised(folder, "torgo");
    assertThat(listing.recordings()).hasSize(3 * (2 + 2 * 2));
    assertThat(listing.leftOut())
        .isEqualTo(
            Map.of(
                "prompt is a picture", 6,
                "prompt is an instruction", 6,
                "prompt without a text", 6));
    assertThat(by(listing, AttributeNames.SEVERITY))
        .isEqualTo(Map.of("severe", 6L, "control", 6L, "mild", 6L));
    assertThat(by(listing, AttributeNames.SEX)).isEqualTo(Map.of("female", 6L, "male", 12L));
    assertThat(by(listing, "microphone")).isEqualTo(Map.of("headMic", 12L, "arrayMic", 6L));
    assertThat(splits(listing)).isEmpty();
  }

  @Test
  void timitTellsItsSplitsAndItsCoreTestSet() throws IOException {
    Path folder = directory.resolve("timit");
    corpora.timit(folder, 4, 2, 2, 1, done -> {});

    LayoutListing listing = recognised(folder, "timit");
    assertThat(listing.leftOut()).isEqualTo(Map.of("sentence that all speakers say", 12));
    assertThat(splits(listing)).isEqualTo(Map.of(Split.TRAIN, 8L, Split.TEST, 4L));
    assertThat(by(listing, AttributeNames.SUBSET))
        .isEqualTo(Map.of("train", 8L, "core-test", 2L, "test", 2L));
    assertThat(listing.recordings())
        .allMatch(recording -> recording.text().orElseThrow().endsWith("."));
  }

  @Test
  void ravdessTellsEightEmotionsOfTwoStatementsAndItsSongsAreLeftOut() throws IOException {
    Path folder = directory.resolve("ravdess");
    corpora.ravdess(folder, 2, 1, 1, done -> {});

    LayoutListing listing = recognised(folder, "ravdess");
    assertThat(listing.recordings()).hasSize(2 * (1 + 7 * 2) * 2);
    assertThat(listing.leftOut()).isEqualTo(Map.of("song", 2 * (1 + 5 * 2)));
    assertThat(listing.recordings())
        .extracting(found -> found.label().orElseThrow())
        .containsOnly(
            "neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised");
    assertThat(listing.recordings())
        .extracting(found -> found.sentence().orElseThrow())
        .containsOnly("ravdess statement 01", "ravdess statement 02");
    assertThat(by(listing, AttributeNames.SEX)).isEqualTo(Map.of("male", 30L, "female", 30L));
    assertThat(by(listing, "intensity")).isEqualTo(Map.of("normal", 32L, "strong", 28L));
  }

  @Test
  void libriSpeechTellsItsPartsAndSexes() throws IOException {
    Path folder = directory.resolve("librispeech");
    corpora.libriSpeech(folder, 2, 1, 2, 1, done -> {});

    LayoutListing listing = recognised(folder, "librispeech");
    assertThat(splits(listing))
        .isEqualTo(Map.of(Split.TRAIN, 4L, Split.VALIDATION, 4L, Split.TEST, 4L));
    assertThat(by(listing, AttributeNames.SUBSET))
        .isEqualTo(
            Map.of(
                "train-clean-100", 4L,
                "dev-clean", 2L,
                "dev-other", 2L,
                "test-clean", 2L,
                "test-other", 2L));
    assertThat(by(listing, AttributeNames.SEX)).isEqualTo(Map.of("female", 10L, "male", 2L));
  }

  @Test
  void commonVoiceTellsItsSplitsAndWhoSpeaks() throws IOException {
    Path folder = directory.resolve("commonvoice");
    corpora.commonVoice(folder, 1, 2, 1, done -> {});

    LayoutListing listing = recognised(folder, "commonvoice");
    assertThat(splits(listing))
        .isEqualTo(Map.of(Split.TRAIN, 2L, Split.VALIDATION, 2L, Split.TEST, 2L));
    assertThat(by(listing, AttributeNames.SEX)).isEqualTo(Map.of("female", 4L, "male", 2L));
    assertThat(by(listing, "age")).isEqualTo(Map.of("twenties", 6L));
  }

  @Test
  void ljSpeechTellsItsBooksAndItsNormalisedTexts() throws IOException {
    Path folder = directory.resolve("ljspeech");
    corpora.ljSpeech(folder, 3, 2, 1, done -> {});

    assertThat(recognised(folder, "ljspeech").recordings())
        .extracting(FoundRecording::speaker)
        .containsOnly("LJ001", "LJ002", "LJ003");
  }

  @Test
  void unlabelledSpeechIsReadOnlyIfItIsNamed() throws IOException {
    Path folder = directory.resolve("unlabelled");
    corpora.unlabelled(folder, 2, 2, 1, done -> {});

    LayoutListing listing = CorpusLayouts.list(folder, CorpusLayouts.of(folder, "unlabelled"));
    assertThat(listing.recordings())
        .extracting(FoundRecording::speaker)
        .containsExactly("speaker01", "speaker01", "speaker02", "speaker02");
    assertThat(listing.recordings()).allMatch(recording -> recording.text().isEmpty());
  }

  private static LayoutListing recognised(Path folder, String layout) {
    assertThat(CorpusLayouts.of(folder, CorpusLayouts.AUTO).name()).isEqualTo(layout);
    LayoutListing listing =
        CorpusLayouts.list(folder, CorpusLayouts.of(folder, CorpusLayouts.AUTO));
    assertThat(listing.problems()).isEmpty();
    return listing;
  }

  private static Map<String, Long> by(LayoutListing listing, String attribute) {
    return listing.recordings().stream()
        .collect(groupingBy(found -> found.attributes().get(attribute), counting()));
  }

  private static Map<Split, Long> splits(LayoutListing listing) {
    List<Split> splits =
        listing.recordings().stream().map(FoundRecording::split).flatMap(Optional::stream).toList();
    return splits.stream().collect(Collectors.groupingBy(split -> split, counting()));
  }
}
