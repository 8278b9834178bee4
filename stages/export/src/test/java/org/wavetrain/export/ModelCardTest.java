package org.wavetrain.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.corpus.Augmentation;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.corpus.DividedBy;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.StatedLicence;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.training.setup.TrainingStart;

class ModelCardTest {
  private static final Sha256 CORPUS = new Sha256("b".repeat(64));
  private static final Sha256 COPIES = new Sha256("c".repeat(64));
  private static final Sha256 PRETRAINED = new Sha256("d".repeat(64));

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
            "| learning_rate | 0.001 |", "| test | 3 recordings, 1 speaker, ", "Not evaluated")
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
  void itsCommandsAreThoseOfACheckout() throws Exception {
    assertThat(card()).contains("```sh\n./wavetrain transcribe --model folder recording.wav\n```");
  }

  @Test
  void itNamesNoWorstSliceWhereAllAreAlike() throws Exception {
    evaluated();
    export
        .input("evaluation")
        .put(
            "slices.json",
            """
            [{"set":"test","kind":"sex","value":"f","transcribed":4,"wer":0.1,"wer_low":0.05,
              "wer_high":0.15,"cer":0.04},
             {"set":"test","kind":"sex","value":"m","transcribed":4,"wer":0.10001,
              "wer_low":0.05,"wer_high":0.2,"cer":0.04},
             {"set":"test","kind":"duration","value":"0-2s","transcribed":4,"wer":0.1,
              "wer_low":0.05,"wer_high":0.15,"cer":0.04},
             {"set":"test","kind":"duration","value":"2-5s","transcribed":4,"wer":0.12,
              "wer_low":0.1,"wer_high":0.2,"cer":0.04}]\
            """
                .getBytes(UTF_8));
    assertThat(card())
        .doesNotContain("By sex it errs")
        .contains("against 10.00 % at 0-2s, a difference that may be chance.");
  }

  @Test
  void itDoesNotTakeBooksForVoices() throws Exception {
    export.corpus(SpeakerUnit.BOOK, SmallExport.utterance("test-1", Split.TEST, 8000));
    evaluated();
    assertThat(card())
        .contains("its speakers are books", "| test | 1 recording, 1 book, ")
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
        .contains(
            "| Figure | Value |",
            "| Accuracy | 75.00 % |",
            "type: audio-classification",
            "- type: accuracy")
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
  void itSaysAtOnceThatTheSpeechIsSynthetic() throws Exception {
    assertThat(card()).doesNotContain("synthetic");
    export.corpus(
        export.artifact("ingest", "corpus"),
        "Synthetic speech (a voice)",
        SpeakerUnit.PERSON,
        SmallExport.utterance("test-1", Split.TEST, 8000));
    String caveat =
        "The speech of made is synthetic: the figures show that everything works and that the"
            + " models learn. They say nothing of real speech.";
    assertThat(card())
        .contains("\n**" + caveat + "**\n", "\n* " + caveat + "\n", "\n- synthetic-speech\n")
        .contains("not spoken by anybody: \u201cSynthetic speech (a voice)\u201d");
  }

  @Test
  void itSaysWhichSpeechIsSyntheticWhereSomeIs() {
    assertThat(new SyntheticSources(List.of(source("a", ""), source("b", "by a voice"))).caveat())
        .hasValueSatisfying(
            caveat ->
                assertThat(caveat).startsWith("The speech of b is synthetic, that of a is not: "));
    assertThat(new SyntheticSources(List.of(source("a", ""))).caveat()).isEmpty();
  }

  private static CorpusSource source(String name, String synthesis) {
    return new CorpusSource(
        name,
        "timit",
        SpeakerUnit.PERSON,
        DividedBy.CORPUS,
        List.of(),
        StatedLicence.NONE,
        synthesis);
  }

  @Test
  void itTellsOfCopiesAndOfThePretraining() throws Exception {
    export.input("corpus").withContent(CORPUS);
    InMemoryArtifact copies = export.artifact("augment", "further_corpora").withContent(COPIES);
    export.corpus(copies, "", SpeakerUnit.PERSON, copy("white noise 9.5 dB", "gain -3.0 dB"));
    InMemoryArtifact pretrained =
        export
            .artifact("pretrain", "start")
            .withContent(PRETRAINED)
            .madeOf("corpus", CORPUS, COPIES);
    pretrained.put("trainer/start.json", "{}".getBytes(UTF_8));
    pretrained.put(
        "trainer/state.json",
        """
        {"step":80,"history":[{"step":80,"metrics":{"validation_accuracy":0.25,
         "validation_chance_accuracy":0.125,"validation_code_perplexity":90.5}}]}\
        """
            .getBytes(UTF_8));
    export.start(new TrainingStart.Trained("pretrain", PRETRAINED));
    export.input("transcriber").madeOf("corpus", CORPUS, COPIES);
    assertThat(card())
        .contains("The training split was read by `pretrain`, `finetune`.")
        .contains(
            "copies of training recordings were read by `pretrain`, `finetune` as well: 1 copies")
        .contains("another loudness in 1, noise in 1. The settings of `augment` below")
        .contains("| Step | Accuracy | Accuracy of guessing | Perplexity of the codes |")
        .contains("| 80 | 25.00 % | 12.50 % | 90.5000 |", "| pretrain | 80 | 0.000 |")
        .contains("<summary>pretrain, code", "<summary>augment, code")
        .contains("| start | `pretrain/", "| training data | `augment/")
        .doesNotContain("What the training started from", "cannot tell of");
  }

  @Test
  void whatNoModelWasTrainedOnIsLeftOut() throws Exception {
    export.input("corpus").withContent(CORPUS);
    export.corpus(
        export.artifact("augment", "further_corpora"), "", SpeakerUnit.PERSON, copy("speed 1.050"));
    export.artifact("pretrain", "start");
    export.start(new TrainingStart.Trained("pretrain", PRETRAINED));
    export.input("transcriber").madeOf("corpus", CORPUS, COPIES);
    assertThat(card())
        .contains(
            "Besides, `finetune` read what this card cannot tell of, with the content `cccccccccccc`.")
        .contains("What the training started from is not counted.")
        .contains("| start of the first training | pretrain | `" + PRETRAINED.hex() + "` |")
        .doesNotContain("augment", "<summary>pretrain");
  }

  private static Utterance copy(String... transformations) {
    return new Utterance(
        "train-1_aug1",
        "made",
        "trai",
        Split.TRAIN,
        Optional.of("ab a"),
        Optional.empty(),
        5000,
        Optional.of(new Augmentation("train-1", List.of(transformations))));
  }

  @Test
  void figuresNameOnlyTheDataThatHasTextsOrLabels() throws Exception {
    export.corpus(
        SpeakerUnit.PERSON,
        SmallExport.utterance("test-1", Split.TEST, 8000),
        new Utterance(
            "felt-1",
            "felt",
            "ann",
            Split.TEST,
            Optional.empty(),
            Optional.of("sad"),
            8000,
            Optional.empty()));
    export
        .artifact("evaluate", "evaluation")
        .put(
            "metrics.json",
            "{\"wer\":0.5,\"accuracy\":0.75,\"accuracy_low\":0.5,\"accuracy_high\":1}"
                .getBytes(UTF_8));
    String card = card();
    assertThat(card)
        .contains("# wav2vec 2.0 speech recognition of made\n")
        .contains("| Accuracy | 75.00 % |", "| Its 95 % interval | 50.00 % to 100.00 % |");
    assertThat(card.lines().filter(line -> line.startsWith("      type: ")).toList())
        .containsExactly(
            "      type: automatic-speech-recognition",
            "      type: \"made\"",
            "      type: audio-classification",
            "      type: \"felt\"");
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
