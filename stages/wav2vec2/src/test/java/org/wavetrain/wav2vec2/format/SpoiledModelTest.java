package org.wavetrain.wav2vec2.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SpoiledInput;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** Files of models that are spoiled at random. */
@Tag("slow")
class SpoiledModelTest {
  private static final int SPOILED = 500;

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("lm_head.weight", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    tensors.put("lm_head.bias", Tensor.of(new float[] {1, 2}, 2));
    tensors.put("steps", Tensor.of(new long[] {7}, 1));
    new ModelFolder(
            Wav2Vec2Configuration.nano(),
            tensors,
            FeatureExtractor.normalising(true),
            Optional.of(Vocabulary.ofAlphabet(List.of("a", "b", " "))))
        .write(directory);
    Files.writeString(
        directory.resolve("index.json"),
        """
        {"metadata": {"total_size": 40},
         "weight_map": {"lm_head.bias": "model.safetensors", "steps": "model.safetensors"}}
        """);
    ModelFolder.read(directory);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "safetensors files spoiled at random, 500 of them",
      outcome = "each is read, and all of its tensors, or refused as MODEL_TENSORS_INVALID")
  void spoiledTensorsAreReadOrRefused() throws IOException {
    Path file = directory.resolve("spoiled.safetensors");
    SpoiledInput.assertReadOrRefused(
        Files.readAllBytes(directory.resolve("model.safetensors")),
        SPOILED,
        spoiled -> SafeTensors.read(Files.write(file, spoiled)).values().forEach(Tensor::toDoubles),
        failure ->
            failure instanceof UserFailure user && user.code() == ModelError.MODEL_TENSORS_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "preprocessor_config.json",
        "vocab.json",
        "tokenizer_config.json",
        "special_tokens_map.json"
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "the JSON files of a model spoiled at random, 500 of each",
      outcome = "the model is read or refused with a code")
  void aSpoiledFileIsReadOrRefused(String name) throws IOException {
    Path file = directory.resolve(name);
    SpoiledInput.assertReadOrRefused(
        Files.readString(file),
        SPOILED,
        spoiled -> {
          Files.write(file, spoiled);
          ModelFolder.read(directory);
        },
        UserFailure.class::isInstance);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "an index of tensors spoiled at random, 500 of them",
      outcome = "the tensors are read or refused with a code")
  void aSpoiledIndexIsReadOrRefused() throws IOException {
    Path file = directory.resolve("spoiled.json");
    SpoiledInput.assertReadOrRefused(
        Files.readString(directory.resolve("index.json")),
        SPOILED,
        spoiled -> ShardIndex.read(Files.write(file, spoiled)),
        UserFailure.class::isInstance);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a config.json of 3 GB",
      outcome = "refused as MODEL_UNREADABLE before it is read")
  void aFileBeyondAllReasonIsNotRead() throws IOException {
    Path file = directory.resolve("config.json");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }

    assertThatThrownBy(() -> ModelFolder.read(directory))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ModelError.MODEL_UNREADABLE))
        .hasMessageContaining("3221225472 bytes");
  }
}
