package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;

class TestSetTest {
  private static final Group TEST = new Group("test", "", EnumSet.of(Split.TEST));
  private static final Group VALIDATION =
      new Group("validation", "validation_", EnumSet.of(Split.VALIDATION));
  private static final Group ALL = new Group("all", "", EnumSet.allOf(Split.class));

  private final Transcriptions transcriptions = new Transcriptions(List.of("4"));

  @Test
  void aCorpusInOnePieceIsOneSet() {
    add("a", "libri", Map.of(), Split.TEST);
    add("b", "libri", Map.of(), Split.TEST);
    add("c", "libri", Map.of(), Split.TRAIN);
    assertThat(sizes(TEST)).containsExactly(Map.entry("test", 2));
  }

  @Test
  void theCorpussOwnPartsAreSetsOfTheirOwn() {
    add("a", "libri", Map.of("subset", "test-clean"), Split.TEST);
    add("b", "libri", Map.of("subset", "test-other"), Split.TEST);
    assertThat(sizes(TEST))
        .containsExactly(
            Map.entry("test", 2), Map.entry("test-clean", 1), Map.entry("test-other", 1));
  }

  @Test
  void aPartThatTheCorpusNamesIsASetThoughItIsAlone() {
    add("a", "libri", Map.of("subset", "test-clean"), Split.TEST);
    assertThat(sizes(TEST)).containsExactly(Map.entry("test", 1), Map.entry("test-clean", 1));
  }

  @Test
  void aPartThatIsCalledAsTheSplitIsNoSetBesides() {
    add("a", "voices", Map.of("subset", "test"), Split.TEST);
    assertThat(sizes(TEST)).containsExactly(Map.entry("test", 1));
  }

  @Test
  void aPartOfTwoGroupsHasANameInEach() {
    add("a", "torgo", Map.of("subset", "session 1"), Split.TEST);
    add("b", "torgo", Map.of("subset", "session 1"), Split.VALIDATION);
    assertThat(sizes(TEST).keySet()).containsExactly("test", "session_1-test");
    assertThat(sizes(VALIDATION).keySet()).containsExactly("validation", "session_1-validation");
  }

  @Test
  void severalCorporaAreSetsOfTheirOwn() {
    add("a", "libri", Map.of("subset", "test-clean"), Split.TEST);
    add("b", "timit", Map.of(), Split.TEST);
    assertThat(sizes(TEST))
        .containsExactly(
            Map.entry("test", 2), Map.entry("libri-test-clean", 1), Map.entry("timit-test", 1));
  }

  @Test
  void aPartOfSeveralSplitsIsDivided() {
    add("a", "torgo", Map.of("subset", "session 1"), Split.TEST);
    add("b", "torgo", Map.of("subset", "session 1"), Split.TRAIN);
    assertThat(sizes(ALL).keySet()).containsExactly("all", "session_1-test", "session_1-train");
  }

  @Test
  void slicesAreByWhatTheCorpusTells() {
    add("a", "torgo", Map.of("sex", "female", "severity", "mild"), Split.TEST);
    add("b", "torgo", Map.of("sex", "male"), Split.TEST);
    List<Transcription> all = transcriptions.of(EnumSet.of(Split.TEST));
    assertThat(Slice.of("sex", all).keySet())
        .containsExactly(new Slice("sex", "female"), new Slice("sex", "male"));
    assertThat(Slice.of("severity", all).keySet()).containsExactly(new Slice("severity", "mild"));
    assertThat(Slice.of("duration", all).keySet()).containsExactly(new Slice("duration", "2-5s"));
  }

  @Test
  void whatIsLongerThanAllBandsHasOneOfItsOwn() {
    add("a", "libri", Map.of(), Split.TEST, 20 * 16_000 - 1);
    add("b", "libri", Map.of(), Split.TEST, 20 * 16_000);
    assertThat(Slice.of("duration", transcriptions.of(EnumSet.of(Split.TEST))).keySet())
        .containsExactly(new Slice("duration", "10-20s"), new Slice("duration", "20s-up"));
  }

  private Map<String, Integer> sizes(Group group) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    TestSet.of(group, transcriptions)
        .forEach(set -> sizes.put(set.name(), set.transcriptions().size()));
    return sizes;
  }

  private void add(String id, String source, Map<String, String> attributes, Split split) {
    add(id, source, attributes, split, 48_000);
  }

  private void add(
      String id, String source, Map<String, String> attributes, Split split, int samples) {
    transcriptions.add(
        new Utterance(
            id,
            source,
            "ann",
            split,
            Optional.of("yes"),
            Optional.of("yes"),
            Optional.empty(),
            attributes,
            samples,
            Optional.empty()),
        List.of(new Reading("yes", 4, 1, 0.1)));
  }
}
