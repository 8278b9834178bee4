package org.wavetrain.wav2vec2.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.text.Vocabulary;

class ModelFolderTest {
  private static final Path PUBLISHED =
      Path.of("src/test/resources/reference-vectors/ctc-group/model");

  @TempDir Path directory;

  @Test
  void aFolderThatTransformersWroteIsReadAndWrittenBack() throws IOException {
    ModelFolder published = ModelFolder.read(PUBLISHED);
    published.write(directory);
    ModelFolder again = ModelFolder.read(directory);
    assertThat(again.tensors()).isEqualTo(published.tensors());
    assertThat(again.featureExtractor()).isEqualTo(published.featureExtractor());
    assertThat(again.vocabulary().orElseThrow().tokens())
        .isEqualTo(published.vocabulary().orElseThrow().tokens());
    assertThat(again.configuration().architecture()).contains(Architecture.CTC);
    assertThat(again.configuration().contextNetwork())
        .isEqualTo(published.configuration().contextNetwork());
  }

  @Test
  void bothSpellingsOfTheWeightNormAreTheSame() throws IOException {
    ModelFolder model =
        folder(Map.of("wav2vec2.encoder.pos_conv_embed.conv.weight_g", tensor(1), "x", tensor(2)));
    model.write(directory);
    assertThat(ModelFolder.read(directory).tensors())
        .containsOnlyKeys(TensorNames.POSITIONAL_MAGNITUDE, "x");
  }

  @Test
  void aModelThatWasSavedWithoutAHeadHasItsNamesCompleted() throws IOException {
    folder(
            Map.of(
                "feature_extractor.conv_layers.0.conv.weight",
                tensor(1),
                "encoder.pos_conv_embed.conv.weight_v",
                tensor(2)))
        .write(directory);
    assertThat(ModelFolder.read(directory).tensors())
        .containsOnlyKeys(
            "wav2vec2.feature_extractor.conv_layers.0.conv.weight",
            TensorNames.POSITIONAL_DIRECTION);
  }

  @ParameterizedTest
  @CsvSource({
    "pytorch_model.bin, torch.load(, false",
    "model.pth, torch.load(, false",
    "wav2vec_small.pt, convert_wav2vec2_original_pytorch_checkpoint_to_pytorch, true",
    "last.ckpt, convert_wav2vec2_original_pytorch_checkpoint_to_pytorch, true"
  })
  void pickledWeightsAreRefusedWithTheWayToConvertThem(String name, String command, boolean fairseq)
      throws IOException {
    folder(Map.of()).write(directory);
    Files.delete(directory.resolve("model.safetensors"));
    Files.writeString(directory.resolve("training_args.bin"), "");
    Files.writeString(directory.resolve(name), "");

    assertThatThrownBy(() -> ModelFolder.read(directory))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ModelError.MODEL_PICKLED);
              assertThat(failure.remedy())
                  .contains(command, directory.resolve(name).toString())
                  .contains(directory.resolve("model.safetensors").toString());
              assertThat(failure.remedy().contains("fairseq")).isEqualTo(fairseq);
            })
        .hasMessageContaining(name);
  }

  @Test
  void tensorsMayBeSpreadOverSeveralFiles() throws IOException {
    folder(Map.of()).write(directory);
    SafeTensors.write(directory.resolve("model-1.safetensors"), Map.of("a", tensor(1)));
    SafeTensors.write(directory.resolve("model-2.safetensors"), Map.of("b", tensor(2)));
    index("{\"a\": \"model-1.safetensors\", \"b\": \"model-2.safetensors\"}");
    assertThat(ModelFolder.read(directory).tensors())
        .isEqualTo(Map.of("a", tensor(1), "b", tensor(2)));
  }

  @Test
  void anIndexThatPromisesWhatAFileLacksIsRefused() throws IOException {
    folder(Map.of()).write(directory);
    SafeTensors.write(directory.resolve("model-1.safetensors"), Map.of("a", tensor(1)));
    index("{\"b\": \"model-1.safetensors\"}");
    assertRefused(ModelError.MODEL_TENSORS_INVALID, "model-1.safetensors has no tensor b");
  }

  @Test
  void anIndexMayNotPointElsewhere() throws IOException {
    folder(Map.of()).write(directory);
    index("{\"b\": \"../model-1.safetensors\"}");
    assertRefused(ModelError.MODEL_TENSORS_INVALID, "no file beside the index");
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    folder(Map.of()).write(directory);
    Files.delete(directory.resolve("preprocessor_config.json"));
    assertRefused(ModelError.MODEL_INCOMPLETE, "has no preprocessor_config.json");
  }

  @Test
  void howInputIsNormalisedIsNeverGuessed() throws IOException {
    folder(Map.of()).write(directory);
    Files.writeString(directory.resolve("preprocessor_config.json"), "{\"sampling_rate\": 16000}");
    assertRefused(ModelError.MODEL_CONFIGURATION_INVALID, "do_normalize");
  }

  @Test
  void tokensThatTheVocabularyLacksAreNotMadeUp() throws IOException {
    Vocabulary vocabulary = Vocabulary.ofAlphabet(List.of("a", "b"));
    new ModelFolder(
            Wav2Vec2Configuration.nano(),
            Map.of(),
            FeatureExtractor.normalising(false),
            Optional.of(vocabulary))
        .write(directory);
    assertThat(Files.readString(directory.resolve("tokenizer_config.json")))
        .isEqualTo(
            """
            {
              "bos_token": null,
              "do_lower_case": false,
              "eos_token": null,
              "pad_token": "<pad>",
              "replace_word_delimiter_char": " ",
              "tokenizer_class": "Wav2Vec2CTCTokenizer",
              "unk_token": "<unk>",
              "word_delimiter_token": "|"
            }
            """);
    assertThat(Files.readString(directory.resolve("special_tokens_map.json")))
        .isEqualTo(
            """
            {
              "pad_token": "<pad>",
              "unk_token": "<unk>"
            }
            """);
    assertThat(Files.readString(directory.resolve("config.json")))
        .contains("\"bos_token_id\": null", "\"eos_token_id\": null");
  }

  @Test
  void whatTheTokenizerCallsItsTokensIsKept() throws IOException {
    Files.writeString(directory.resolve("vocab.json"), "{\"~\": 0, \"_\": 1, \"a\": 2}");
    Files.writeString(
        directory.resolve("tokenizer_config.json"),
        "{\"pad_token\": \"~\", \"word_delimiter_token\": \"_\"}");
    Vocabulary vocabulary = Vocabulary.fromJson(directory.resolve("vocab.json"));
    Path written = directory.resolve("written");
    new ModelFolder(
            Wav2Vec2Configuration.nano(),
            Map.of(),
            FeatureExtractor.normalising(false),
            Optional.of(vocabulary))
        .write(written);
    assertThat(ModelFolder.read(written).vocabulary().orElseThrow().special())
        .isEqualTo(vocabulary.special());
    assertThat(Files.readString(written.resolve("tokenizer_config.json")))
        .contains("\"pad_token\": \"~\"", "\"word_delimiter_token\": \"_\"");
  }

  private void assertRefused(ModelError code, String reason) {
    assertThatThrownBy(() -> ModelFolder.read(directory))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }

  private void index(String weightMap) throws IOException {
    Files.writeString(
        directory.resolve("model.safetensors.index.json"), "{\"weight_map\": " + weightMap + "}");
  }

  private static ModelFolder folder(Map<String, Tensor> tensors) {
    return new ModelFolder(
        Wav2Vec2Configuration.nano(),
        tensors,
        FeatureExtractor.normalising(true),
        Optional.empty());
  }

  private static Tensor tensor(float value) {
    return Tensor.of(new float[] {value}, 1);
  }
}
