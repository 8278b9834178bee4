package org.wavetrain.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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
        .contains("| learning_rate | 0.001 |", "| test | 3 recordings, 1 speakers", "Not evaluated")
        .contains("| made | timit; divided as the corpus says; validation drawn from its training")
        .contains(
            "only the space and `a` `b`.",
            "at most 15.5 s.",
            "group norm sees padding",
            "`logits_1`",
            "weights of 7 bits",
            "On 2 recordings of the test split (4 words)",
            "from_omnilingual_asr_ctc")
        .contains("| made | states none |", "license: \"unknown\"", "base_model: \"wav2vec2-base\"")
        .doesNotContain("classifier/", "shares", "model-index");
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
    assertThat(settings())
        .contains("| epochs | 2.5 |")
        .doesNotContain("| steps |")
        .doesNotContain("| size |");
    export.start(new TrainingStart.Nothing());
    assertThat(settings()).contains("| size | nano |");
  }

  @Test
  void itTellsFiguresAndWhatTheSplitsShare() throws Exception {
    evaluated();
    assertThat(card())
        .contains("| test | 25.00 % | 20.00 % to 30.00 % | 10.00 % |")
        .contains("- name: \"wav2vec 2.0 speech recognition of made\"", "value: 0.250000")
        .contains("By length it errs most at 5-10s: 60.00 % of words, against 10.00 % at 0-2s.")
        .contains("| 0-2s | 10.00 % | 5.00 % to 15.00 % | 4.00 % |")
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

  @Test
  void itTellsHowTheTrainingWentAndWhatItCost() throws Exception {
    export
        .input("transcriber")
        .put(
            "trainer/state.json",
            """
            {"step":400,"best":{"step":300},"history":[
             {"step":100,"metrics":{"validation_loss":2.5,"validation_wer":0.9}},
             {"step":300,"metrics":{"validation_loss":1.25,"validation_wer":0.5}}]}\
            """
                .getBytes(UTF_8));
    assertThat(card())
        .contains("| Step | Validation loss | WER |", "| 100 | 2.5000 | 90.00 % |")
        .contains("The model is that of step 300.", "| finetune | 400 | 0.000 |");
  }

  @Test
  void whatWasNotMeasuredIsNoFigure() throws Exception {
    export
        .artifact("evaluate", "evaluation")
        .put("metrics.json", "{\"wer\":0.25,\"cer\":null,\"words\":null}".getBytes(UTF_8));
    export
        .input("evaluation")
        .put(
            "slices.json",
            """
            [{"set":"test","kind":"sex","value":"f","wer":0.1,"cer":null},
             {"set":"test","kind":"sex","value":"m","wer":0.6}]\
            """
                .getBytes(UTF_8));
    export
        .input("transcriber")
        .put(
            "trainer/state.json",
            """
            {"best":null,"history":[{"step":100,"metrics":{"validation_loss":null}},
             {"step":300,"metrics":{"validation_loss":1.25,"validation_wer":0.5}}]}\
            """
                .getBytes(UTF_8));
    assertThat(card())
        .contains("| test | 25.00 % | – | – | – | – | – |", "| f | 10.00 % | – | – | – | – |")
        .contains("| 100 | – | – |", "| 300 | 1.2500 | 50.00 % |", "| finetune | – | ")
        .doesNotContain(" 0.00 %", "- type: cer", "The model is that of step");
  }

  @Test
  void itTellsEachClassOfAClassifier() throws Exception {
    export.artifact("classify", "classifier").putAll("", export.classifier());
    export
        .artifact("evaluate", "evaluation")
        .put("metrics.json", "{\"accuracy\":0.75,\"labelled_utterances\":4}".getBytes(UTF_8));
    export
        .input("evaluation")
        .put(
            "confusion.json",
            "{\"labels\":[\"calm\",\"sad\"],\"counts\":[[2,0],[1,1]]}".getBytes(UTF_8));
    assertThat(card())
        .contains("| True class | as calm | as sad | Right |", "| sad | 1 | 1 | 50.00 % |")
        .contains("| Accuracy | 75.00 % |", "type: audio-classification", "- type: accuracy")
        .contains("Wav2Vec2ForSequenceClassification.from_pretrained");
  }

  @Test
  void itTellsWhatTheCorpusStatesAndWhatItRepeats() throws Exception {
    export
        .input("corpus")
        .put(
            "data_report.json",
            """
            {"near_duplicates":{"recordings_compared":9,"groups":2,"groups_across_splits":1},
             "overlaps":[{"splits":["train","test"],"after":{"speakers":0,"sentences":3}}]}\
            """
                .getBytes(UTF_8));
    assertThat(card())
        .contains("| train, test | 0 | 3 |")
        .contains("9 recordings were compared by their sound: 2 groups are near-duplicates, 1 of");
  }

  @Test
  void everyFileHasItsDigest() throws Exception {
    assertThat(card())
        .contains("| `model.safetensors` | `", "| `onnx/model.onnx` | `", "| corpus | `ingest/");
  }

  @Test
  void languageAndLicenceAreThoseOfThePipelineFile() throws Exception {
    String card =
        export
            .run(Map.of("parity_utterances", 2L, "language", "en", "license", "apache-2.0"))
            .output()
            .text("README.md");
    assertThat(card)
        .startsWith("---\nlanguage: \"en\"\nlicense: \"apache-2.0\"\nlibrary_name: transformers\n");
  }

  private void evaluated() {
    export
        .artifact("evaluate", "evaluation")
        .put(
            "metrics.json",
            """
            {"wer":0.25,"wer_low":0.2,"wer_high":0.3,"cer":0.1,"words":12,"shared_speakers":0,
             "shared_sentences":3}\
            """
                .getBytes(UTF_8));
    export
        .input("evaluation")
        .put(
            "slices.json",
            """
            [{"set":"test","kind":"duration","value":"0-2s","transcribed":8,"wer":0.1,
              "wer_low":0.05,"wer_high":0.15,"cer":0.04},
             {"set":"test","kind":"duration","value":"5-10s","transcribed":4,"wer":0.6,
              "wer_low":0.4,"wer_high":0.8,"cer":0.3}]\
            """
                .getBytes(UTF_8));
  }

  /** Those of the training. */
  private String settings() throws IOException {
    String card = card();
    int from = card.indexOf("<summary>finetune");
    return card.substring(from, card.indexOf("</details>", from));
  }

  private String card() throws IOException {
    return export.run().output().text("README.md");
  }
}
