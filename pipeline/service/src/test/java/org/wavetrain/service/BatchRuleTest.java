package org.wavetrain.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchRuleTest {
  private static final int SECOND = 16_000;

  @Test
  void recordingsOfAboutOneLengthGoTogether() {
    List<Job> jobs = jobs(4 * SECOND, 20 * SECOND, 3 * SECOND, 5 * SECOND, SECOND);
    assertThat(new BatchRule(8).choose(jobs))
        .containsExactly(jobs.get(0), jobs.get(2), jobs.get(3));
  }

  @Test
  void theOneThatWaitsLongestIsInTheBatch() {
    List<Job> jobs = jobs(29 * SECOND, SECOND, SECOND, SECOND);
    assertThat(new BatchRule(8).choose(jobs)).containsExactly(jobs.get(0));
  }

  @Test
  void aBatchIsNotLargerThanItMayBe() {
    assertThat(new BatchRule(2).choose(jobs(SECOND, SECOND, SECOND))).hasSize(2);
    assertThat(new BatchRule(8).choose(jobs(9 * SECOND, 9 * SECOND, 9 * SECOND, 9 * SECOND)))
        .as("half a minute of sound")
        .hasSize(3);
  }

  @Test
  void oneThatIsLongerThanAnyBatchIsHeardByItself() {
    List<Job> jobs = jobs(90 * SECOND, 90 * SECOND);
    assertThat(new BatchRule(8).choose(jobs)).containsExactly(jobs.get(0));
  }

  @Test
  void tasksAreNotMixed() {
    Job transcribed = Job.of(SpeechTask.TRANSCRIBE, new float[SECOND]);
    Job classified = Job.of(SpeechTask.CLASSIFY, new float[SECOND]);
    assertThat(new BatchRule(8).choose(List.of(transcribed, classified)))
        .containsExactly(transcribed);
  }

  private static List<Job> jobs(int... samples) {
    return Arrays.stream(samples)
        .mapToObj(count -> Job.of(SpeechTask.TRANSCRIBE, new float[count]))
        .toList();
  }
}
