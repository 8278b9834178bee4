package org.wavetrain.wav2vec2.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;

class Wav2Vec2ConfigurationTest {
  @Test
  void anEmptyFileHasTheDefaultsOfTransformers() {
    Wav2Vec2Configuration defaults = Wav2Vec2Configuration.parse("{}");
    assertThat(defaults.featureEncoder()).isEqualTo(Wav2Vec2Configuration.base().featureEncoder());
    assertThat(defaults.contextNetwork())
        .isEqualTo(new ContextNetwork(768, 12, 12, 3072, 128, 16, false, 1e-5, 0.02));
    assertThat(defaults.dropouts()).isEqualTo(new Dropouts(0.1, 0.1, 0.1, 0, 0, 0.1, 0.1));
    assertThat(defaults.specAugment()).isEqualTo(new SpecAugment(true, 0.05, 10, 2, 0, 10, 0));
    assertThat(defaults.quantizer()).isEqualTo(new Quantizer(2, 320, 256, 256, 100, 0.1, 0.1));
    assertThat(defaults.ctcHead()).isEqualTo(new CtcHead(32, 0, LossReduction.SUM, false));
    assertThat(defaults.classificationHead())
        .isEqualTo(new ClassificationHead(256, false, List.of()));
    assertThat(defaults.earlyExits()).isEqualTo(EarlyExits.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ctc-group", "ctc-layer", "classify", "classify-weighted", "pretrain-layer"})
  void everyFieldThatTransformersWroteIsWrittenBack(String name) {
    Path file =
        Path.of("src/test/resources/reference-vectors").resolve(name).resolve("model/config.json");
    ObjectNode original = HuggingFaceJson.readObject(file);
    // Null without an adapter, or a repetition of hidden_size.
    original.remove("output_hidden_size");
    ObjectNode written =
        HuggingFaceJson.parseObject(Wav2Vec2Configuration.fromJson(file).toJson(), "config.json");
    assertThat(written.properties()).containsAll(original.properties());
  }

  @Test
  void fieldsWithoutAMeaningHereAreKept() {
    String json = Wav2Vec2Configuration.parse("{\"mine\": {\"b\": [1, null]}}").toJson();
    assertThat(HuggingFaceJson.parseObject(json, "config.json").path("mine"))
        .hasToString("{\"b\":[1,null]}");
  }

  @Test
  void whatIsOffIsNotRefusedAndIsWrittenBack() {
    String json =
        Wav2Vec2Configuration.parse(
                "{\"adapter_attn_dim\": null, \"pruned_heads\": {}, \"add_adapter\": false}")
            .toJson();

    assertThat(json).contains("\"adapter_attn_dim\": null", "\"pruned_heads\": { }");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                Wav2Vec2Configuration.parse(
                    """
                    {"hidden_size": 190, "num_attention_heads": 4, "conv_dim": [8, 8],
                     "layerdrop": 1.5, "hidden_act": "relu", "vocab_size": "many",
                     "pad_token_id": 40, "feat_extract_norm": "batch"}"""))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ModelError.MODEL_CONFIGURATION_INVALID))
        .hasMessageContainingAll(
            "hidden_act is \"relu\", of which only gelu is supported.",
            "vocab_size is \"many\", which must be a whole number.",
            "feat_extract_norm is \"batch\", which must be one of [group, layer].",
            "conv_dim has 2 entries, conv_kernel 7 and conv_stride 7",
            "hidden_size 190 is not divisible by num_attention_heads 4.",
            "hidden_size 190 is not divisible by num_conv_pos_embedding_groups 16.",
            "layerdrop is 1.5, which must lie between 0 and 1.",
            "pad_token_id is 40, which must be an identifier below vocab_size 32.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model_type\": \"hubert\"}|model_type is \"hubert\"",
        "{\"add_adapter\": true}|add_adapter is true",
        "{\"adapter_attn_dim\": 16}|adapter_attn_dim is 16, but adapters in the attention are not",
        "{\"pruned_heads\": {\"0\": [1]}}|but pruned attention heads are not supported",
        "{\"quantization_config\": {\"bits\": 8}}|but quantized weights are not supported",
        "{\"feat_extract_activation\": \"relu\"}|feat_extract_activation is \"relu\", of which only gelu",
        "{\"output_hidden_size\": 512}|output_hidden_size is 512, which contradicts hidden_size 768",
        "{\"num_feat_extract_layers\": 6}|contradicts the number of convolutions 7",
        "{\"conv_stride\": [5,2,2,2,2,2,0]}|an entry of conv_stride is 0",
        "{\"conv_stride\": [1000,1000,1000,1000,1000,1000,1000]}|by which a frame has more than",
        "{\"num_hidden_layers\": 2147483647}|num_hidden_layers is 2147483647",
        "{\"conv_kernel\": 3}|conv_kernel is 3, which must be a list",
        "{\"do_stable_layer_norm\": 1}|do_stable_layer_norm is 1",
        "{\"layer_norm_eps\": \"small\"}|layer_norm_eps is \"small\"",
        "{\"codevector_dim\": 255}|codevector_dim 255 is not divisible by num_codevector_groups 2",
        "{\"contrastive_logits_temperature\": 0}|contrastive_logits_temperature is 0.0",
        "{\"mask_time_length\": 0}|mask_time_length is 0",
        "{\"early_exits\": {\"layers\": [2, 4]}}|which must end with num_hidden_layers 12",
        "{\"early_exits\": {\"layers\": [4, 2, 12]}}|which must ascend",
        "{\"early_exits\": [4, 12]}|early_exits is [4,12], which must be an object with a list",
        "{\"early_exits\": {\"layer\": 4}}|early_exits is {\"layer\":4}, which must be an object",
        "{\"id2label\": {\"1\": \"a\"}}|id2label gives identifier 0 no label",
        "{\"id2label\": {\"0\": \"a\", \"1\": \"a\"}}|names a label twice",
        "{\"id2label\": {\"0\": \"a\"}, \"label2id\": {\"a\": 1}}|label2id gives \"a\" the identifier 1"
      })
  void aContradictionIsNamed(String json, String sentence) {
    assertThatThrownBy(() -> Wav2Vec2Configuration.parse(json))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model_type\": \"hubert\"}|Take a wav2vec 2.0 model",
        "{\"add_adapter\": true, \"hidden_size\": 7}|Do not change these fields",
        "{\"hidden_size\": 7}|Correct these fields"
      })
  void nobodyIsToldToChangeWhatWeightsWereTrainedFor(String json, String remedy) {
    assertThatThrownBy(() -> Wav2Vec2Configuration.parse(json))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.remedy()).contains(remedy));
  }

  /** Lengths from docs of the published model, 320 samples a frame and 400 for the first. */
  @ParameterizedTest
  @CsvSource({
    "16000, 49",
    "160000, 499",
    "246000, 768",
    "250000, 781",
    "32000, 99",
    "400, 1",
    "399, 0",
    "0, 0"
  })
  void framesFollowFromSamples(int samples, int frames) {
    FeatureEncoder encoder = Wav2Vec2Configuration.base().featureEncoder();
    assertThat(encoder.frames(samples)).isEqualTo(frames);
    assertThat(encoder.receptiveField()).isEqualTo(400);
    assertThat(encoder.stride()).isEqualTo(320);
  }

  @Test
  void presetsSurviveBeingWritten() {
    for (Wav2Vec2Configuration preset :
        List.of(
            Wav2Vec2Configuration.nano(),
            Wav2Vec2Configuration.small(),
            Wav2Vec2Configuration.medium(),
            Wav2Vec2Configuration.base(),
            Wav2Vec2Configuration.large())) {
      Wav2Vec2Configuration changed =
          preset
              .withArchitecture(Architecture.CLASSIFICATION)
              .withClassificationHead(new ClassificationHead(64, true, List.of("calm", "angry")))
              .withEarlyExits(new EarlyExits(List.of(2, preset.contextNetwork().layers()), false));
      assertThat(Wav2Vec2Configuration.parse(changed.toJson())).isEqualTo(changed);
      assertThat(changed.architecture()).contains(Architecture.CLASSIFICATION);
    }
  }
}
