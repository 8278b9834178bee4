package org.wavetrain.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.training.setup.TrainingStart;

class ModelCardTest {
  @TempDir Path directory;
  private SmallExport export;

  @BeforeEach
  void makeInputs() throws IOException {
    export = new SmallExport(directory);
  }

  @Test
  void itTellsSettingsDataLimitsAndUse() throws Exception {
    assertThat(card())
        .contains(
            "| learning_rate | 0.001 |", "| test | 3 recordings, 1 speakers", "Not evaluated.")
        .contains("| made | timit; divided as the corpus says; validation drawn from its training")
        .contains(
            "only the space and `a` `b`.",
            "at most 15.5 s.",
            "group norm sees padding",
            "`logits_1`",
            "weights of 7 bits",
            "On 2 recordings of the test split (4 words)",
            "from_omnilingual_asr_ctc")
        .doesNotContain("classifier/", "shares");
  }

  @Test
  void itTellsWhatTrainingStartedFrom() throws Exception {
    assertThat(card()).contains("| Started from | the model folder `wav2vec2-base` |");
    export.start(new TrainingStart.Trained("pretrain", new Sha256("ab".repeat(32))));
    assertThat(card())
        .contains("| Started from | a model of the stage pretrain, content `abababababab` |");
    export.start(new TrainingStart.Nothing());
    assertThat(card()).contains("| Started from | random weights |");
  }

  @Test
  void itTellsNoParameterThatHadNoEffect() throws Exception {
    assertThat(card())
        .contains("| epochs | 2.5 |")
        .doesNotContain("| steps |")
        .doesNotContain("| size |");
    export.start(new TrainingStart.Nothing());
    assertThat(card()).contains("| size | nano |");
  }

  @Test
  void itTellsFiguresAndWhatTheSplitsShare() throws Exception {
    evaluated();
    assertThat(card())
        .contains("| wer | 0.2500 |", "| words | 12 |")
        .contains("shares 0 speakers and 3 sentences with the training split. On other voices,");
  }

  @Test
  void itDoesNotTakeBooksForVoices() throws Exception {
    export.corpus(SpeakerUnit.BOOK, SmallExport.utterance("test-1", Split.TEST, 8000));
    evaluated();
    assertThat(card())
        .contains("its speakers are books", "| test | 1 recordings, 1 books")
        .contains("shares 0 books and 3 sentences with the training split. In made that keeps")
        .contains("its figures are those of known voices.");
  }

  private void evaluated() {
    export
        .artifact("evaluate", "evaluation")
        .put(
            "metrics.json",
            "{\"wer\": 0.25, \"words\": 12, \"shared_speakers\": 0, \"shared_sentences\": 3}"
                .getBytes(UTF_8));
  }

  private String card() throws IOException {
    return export.run().output().text("README.md");
  }
}
