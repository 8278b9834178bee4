package org.wavetrain.recognition.subtitles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wavetrain.recognition.Segment;
import org.wavetrain.recognition.Transcript;
import org.wavetrain.recognition.Word;

class SubtitlesTest {
  @Test
  void aSegmentThatFitsIsOneCue() {
    Transcript transcript =
        transcript(
            word("TOM", 61_500, 61_800), word("&", 61_900, 62_000), word("<ANN>", 62_100, 62_740));
    assertThat(Subtitles.subRip(transcript))
        .isEqualTo("1\n00:01:01,500 --> 00:01:02,740\nTOM & <ANN>\n\n");
    assertThat(Subtitles.webVtt(transcript))
        .isEqualTo("WEBVTT\n\n00:01:01.500 --> 00:01:02.740\nTOM &amp; &lt;ANN&gt;\n\n");
  }

  @Test
  void aCueStaysForASecondUnlessTheNextBegins() {
    Transcript transcript =
        new Transcript(
            List.of(
                new Segment(List.of(word("A", 0, 20))),
                new Segment(List.of(word("B", 600, 640))),
                new Segment(List.of(word("C", 5000, 5020)))),
            Duration.ofSeconds(9),
            1);
    assertThat(Cues.of(transcript))
        .extracting(Cue::end)
        .containsExactly(Duration.ofMillis(600), Duration.ofMillis(1600), Duration.ofMillis(6000));
  }

  @Test
  void aLongSegmentIsCutAtItsLongestPause() {
    List<Word> words = new ArrayList<>();
    for (int index = 0; index < 12; index++) {
      int start = index * 800 + (index >= 5 ? 300 : 0);
      words.add(word("word" + index, start, start + 600));
    }
    List<Cue> cues = Cues.of(transcript(words.toArray(Word[]::new)));
    assertThat(cues).hasSize(2);
    assertThat(cues.get(0).lines()).containsExactly("word0 word1 word2 word3 word4");
    assertThat(cues.get(1).start()).isEqualTo(Duration.ofMillis(4300));
  }

  @Test
  void everyCueFitsAndNoWordIsLost() {
    Random random = new Random(8);
    List<Word> words = new ArrayList<>();
    int time = 0;
    for (int index = 0; index < 3000; index++) {
      int length = random.nextInt(50) == 0 ? 100 : 1 + random.nextInt(12);
      time += 20 + random.nextInt(400);
      words.add(word("x".repeat(length), time, time + 20 * length));
      time += 20 * length;
    }
    List<Cue> cues = Cues.of(transcript(words.toArray(Word[]::new)));

    assertThat(cues)
        .allSatisfy(
            cue -> {
              assertThat(cue.lines()).hasSizeBetween(1, 2);
              assertThat(cue.lines()).allMatch(line -> line.length() <= 42 && !line.isBlank());
              assertThat(cue.end().minus(cue.start()))
                  .isBetween(Duration.ofMillis(1), Duration.ofSeconds(7));
            });
    for (int index = 1; index < cues.size(); index++) {
      assertThat(cues.get(index).start()).isGreaterThanOrEqualTo(cues.get(index - 1).end());
    }
    assertThat(String.join("", cues.stream().flatMap(cue -> cue.lines().stream()).toList()))
        .hasSize(
            words.stream().mapToInt(word -> word.text().length()).sum()
                + cues.stream()
                    .flatMap(cue -> cue.lines().stream())
                    .mapToInt(SubtitlesTest::spaces)
                    .sum());
  }

  @Test
  void twoLinesAreAboutEquallyLong() {
    assertThat(
            Lines.balanced(
                List.of(
                    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")))
        .containsExactly("one two three four five", "six seven eight nine ten");
  }

  private static int spaces(String line) {
    return (int) line.chars().filter(character -> character == ' ').count();
  }

  private static Transcript transcript(Word... words) {
    return new Transcript(List.of(new Segment(List.of(words))), Duration.ofHours(1), 1);
  }

  private static Word word(String text, int startMillis, int endMillis) {
    return new Word(text, Duration.ofMillis(startMillis), Duration.ofMillis(endMillis), 0.5, 3);
  }
}
