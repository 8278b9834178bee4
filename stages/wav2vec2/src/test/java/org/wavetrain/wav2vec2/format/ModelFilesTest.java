package org.wavetrain.wav2vec2.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** Where a model and how it wants its input are looked for. */
class ModelFilesTest {
  /** As Wav2Vec2Processor.save_pretrained of transformers 5.23.0 writes it. */
  private static final String PROCESSOR =
      """
      {
        "feature_extractor": {
          "do_normalize": false,
          "feature_extractor_type": "Wav2Vec2FeatureExtractor",
          "feature_size": 1,
          "padding_side": "right",
          "padding_value": 0.0,
          "return_attention_mask": true,
          "sampling_rate": 16000
        },
        "processor_class": "Wav2Vec2Processor"
      }
      """;

  @TempDir Path directory;

  @Test
  void aFolderThatDoesNotExistIsNotOneThatLacksFiles() {
    Path missing = directory.resolve("facebook/wav2vec2-base-960h");
    assertRefused(missing, ModelError.MODEL_FOLDER_MISSING, "no folder " + missing, "not fetched");
  }

  @Test
  void aFileIsNoModelFolder() throws IOException {
    Path file = Files.writeString(directory.resolve("model.safetensors"), "");
    assertRefused(file, ModelError.MODEL_FOLDER_MISSING, file + " is a file", "Give the path");
  }

  @Test
  void theRevisionsOfAFolderOfHuggingFacesCacheAreNamed() throws IOException {
    Path cached = directory.resolve("models--me--plain");
    Path snapshots = Files.createDirectories(cached.resolve("snapshots"));
    assertRefused(
        cached, ModelError.MODEL_INCOMPLETE, "Hugging Face's cache", snapshots + "/REVISION.");
    write(snapshots.resolve("0123abcd"));
    Files.createDirectory(snapshots.resolve("of-a-failed-download"));
    assertRefused(
        cached, ModelError.MODEL_INCOMPLETE, "Hugging Face's cache", snapshots + "/0123abcd.");
  }

  @Test
  void aProcessorThatTransformers5SavedSaysHowInputIsWanted() throws IOException {
    write(directory);
    Files.delete(directory.resolve("preprocessor_config.json"));
    Files.writeString(directory.resolve("processor_config.json"), PROCESSOR);

    FeatureExtractor read = ModelFolder.read(directory).featureExtractor();

    assertThat(read).isEqualTo(new FeatureExtractor(false, true, 16_000));
  }

  @Test
  void aFeatureExtractorOfItsOwnCountsBeforeThatOfAProcessor() throws IOException {
    write(directory);
    Files.writeString(directory.resolve("processor_config.json"), PROCESSOR);

    assertThat(ModelFolder.read(directory).featureExtractor().normalise()).isTrue();
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a model whose processor wants another rate, or says nothing of its input",
      outcome = "refused as MODEL_CONFIGURATION_INVALID or MODEL_INCOMPLETE")
  void aProcessorIsCheckedLikeAFeatureExtractorOfItsOwn() throws IOException {
    write(directory);
    Files.delete(directory.resolve("preprocessor_config.json"));
    Path processor = directory.resolve("processor_config.json");
    Files.writeString(processor, PROCESSOR.replace("16000", "8000"));
    assertRefused(
        directory, ModelError.MODEL_CONFIGURATION_INVALID, processor + " sampling_rate", "");
    Files.writeString(processor, "{\"processor_class\": \"Wav2Vec2Processor\"}");
    assertRefused(
        directory,
        ModelError.MODEL_INCOMPLETE,
        "no preprocessor_config.json, nor a processor_config.json with a feature_extractor",
        "");
  }

  private static void write(Path folder) throws IOException {
    new ModelFolder(
            Wav2Vec2Configuration.nano(),
            Map.of(),
            FeatureExtractor.normalising(true),
            Optional.empty())
        .write(folder);
  }

  private static void assertRefused(Path folder, ModelError code, String words, String remedy) {
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(code);
              assertThat(failure.remedy()).contains(remedy);
            })
        .hasMessageContaining(words);
  }
}
