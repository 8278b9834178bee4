package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublishedResultsTest {
  private static final PublishedResult RESULT =
      new PublishedResult("wer", 0.034, "test-clean", "a \"paper\"");

  @Test
  void aTagIsReadAsItWasWritten() {
    String tag = PublishedResults.toTag(List.of(RESULT, RESULT)).orElseThrow();

    assertThat(PublishedResults.ofTag(tag)).containsExactly(RESULT, RESULT);
  }

  @Test
  void aTagHasAsManyAsFit() {
    String tag = PublishedResults.toTag(Collections.nCopies(500, RESULT)).orElseThrow();

    assertThat(tag).hasSizeBetween(4800, 5000);
    assertThat(PublishedResults.ofTag(tag)).hasSizeGreaterThan(40);
  }

  @Test
  void nothingPublishedIsNoTagAndAnotherHandsTagIsNothing() {
    assertThat(PublishedResults.toTag(List.of())).isEmpty();
    assertThat(PublishedResults.ofTag("see the paper")).isEmpty();
  }
}
