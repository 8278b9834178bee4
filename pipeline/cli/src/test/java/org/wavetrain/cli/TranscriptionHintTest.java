package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.promotion.Decision.Outcome;

class TranscriptionHintTest {
  @AfterEach
  void forgetLauncher() {
    System.clearProperty("wavetrain.launcher");
  }

  @Test
  void theChampionIsCalledByName() {
    assertThat(hint("quickstart", Outcome.PROMOTED)).contains("./wavetrain transcribe FILE.wav");
    assertThat(hint("my words", Outcome.KEPT))
        .contains("./wavetrain transcribe --registered 'my words' FILE.wav");
  }

  @Test
  void aRefusedModelIsCalledByItsFolder() {
    assertThat(hint("quickstart", Outcome.REFUSED))
        .contains("./wavetrain transcribe --model /home/exports/1 FILE.wav");
  }

  @Test
  void anExportThatIsNotRegisteredIsCalledByItsFolder() {
    assertThat(
            TranscriptionHint.of(
                SampleRuns.run(Optional.empty(), Optional.of(SampleRuns.EXPORT)), " --home x"))
        .contains("./wavetrain transcribe --home x --model /home/exports/1 FILE.wav");
  }

  @Test
  void withoutAnExportThereIsNothingToTranscribeWith() {
    assertThat(TranscriptionHint.of(SampleRuns.run(Optional.empty(), Optional.empty()), ""))
        .isEmpty();
  }

  @Test
  void theLauncherIsNamedAsItWasCalled() {
    System.setProperty("wavetrain.launcher", "../a project/wavetrain");

    assertThat(hint("quickstart", Outcome.PROMOTED))
        .contains("'../a project/wavetrain' transcribe FILE.wav");
  }

  private static Optional<String> hint(String model, Outcome outcome) {
    return TranscriptionHint.of(
        SampleRuns.run(SampleRuns.registered(model, outcome), Optional.of(SampleRuns.EXPORT)), "");
  }
}
