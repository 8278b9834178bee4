package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.promotion.Decision.Outcome;

class RunSummaryTest {
  @Test
  void itTellsStagesFiguresModelAndPlaces() {
    CompletedRun run =
        SampleRuns.run(
            SampleRuns.registered("words", Outcome.PROMOTED), Optional.of(SampleRuns.EXPORT));

    assertThat(RunSummary.of(run, Optional.of("./wavetrain transcribe FILE.wav")))
        .isEqualToNormalizingNewlines(
            """

            stage   time   cached  key
            ingest  0.0 s  yes     ingest/aaaaaaaaaaaa
            export  1.5 s  no      export/aaaaaaaaaaaa

            warning    finetune at step 350, loss_plateau: the loss is 3.0 xXx…; look at it
            drift      ingest has drifted from the champion's corpus in duration; the report tells how far
            wer        12.00 %
            cer        5.00 %
            accuracy   90.00 %
            time       3.0 s
            model      words version 2: is the champion now. It was measured.
            export     /home/exports/1
            report     /home/report.html
            transcribe ./wavetrain transcribe FILE.wav

            The speech is synthetic.
            """
                .replace("xXx", "x".repeat(144)));
  }

  @Test
  void whatARunDidNotComeToIsLeftOut() {
    assertThat(RunSummary.of(SampleRuns.run(Optional.empty(), Optional.empty()), Optional.empty()))
        .contains("report     ")
        .doesNotContain("model", "export     ", "transcribe");
  }

  @Test
  void figuresAreTheSameInEveryLanguage() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat(
              RunSummary.of(
                  SampleRuns.run(SampleRuns.registered("words", Outcome.KEPT), Optional.empty()),
                  Optional.empty()))
          .contains("12.00 %", "version 2:");
    } finally {
      Locale.setDefault(before);
    }
  }
}
