package org.wavetrain.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class BatchRuleTest {
  private static final int SECOND = 16_000;
  private static final LoadedModel MODEL = model("1");

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
    Job transcribed = job(SpeechTask.TRANSCRIBE, SECOND, MODEL);
    Job classified = job(SpeechTask.CLASSIFY, SECOND, MODEL);
    assertThat(new BatchRule(8).choose(List.of(transcribed, classified)))
        .containsExactly(transcribed);
  }

  @Test
  void modelsAreNotMixed() {
    Job before = job(SpeechTask.TRANSCRIBE, SECOND, MODEL);
    Job after = job(SpeechTask.TRANSCRIBE, SECOND, model("2"));
    assertThat(new BatchRule(8).choose(List.of(before, after))).containsExactly(before);
  }

  private static List<Job> jobs(int... samples) {
    return Arrays.stream(samples)
        .mapToObj(count -> job(SpeechTask.TRANSCRIBE, count, MODEL))
        .toList();
  }

  private static Job job(SpeechTask task, int samples, LoadedModel model) {
    return Job.of(task, new float[samples], model, new CompletableFuture<>());
  }

  private static LoadedModel model(String version) {
    return new LoadedModel(version, new SpokenNumbers(version, new Semaphore(0)));
  }
}
