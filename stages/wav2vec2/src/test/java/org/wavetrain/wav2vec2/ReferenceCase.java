package org.wavetrain.wav2vec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/** One folder of inputs, outputs, losses and gradients that another implementation computed. */
record ReferenceCase(Path folder, JsonNode description, Map<String, Tensor> tensors) {

  static List<ReferenceCase> all(Path root) throws IOException {
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("case.json")))
          .sorted()
          .map(ReferenceCase::read)
          .toList();
    }
  }

  private static ReferenceCase read(Path folder) {
    try {
      JsonNode description = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
      return new ReferenceCase(
          folder, description, SafeTensors.read(folder.resolve("case.safetensors")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  String kind() {
    return description.get("kind").asText();
  }

  /** The configuration, without what only training draws at random. */
  Wav2Vec2Configuration configuration() {
    return Wav2Vec2Configuration.fromJson(folder.resolve("model/config.json"))
        .withDropouts(Dropouts.NONE);
  }

  Map<String, Tensor> model() {
    return SafeTensors.read(folder.resolve("model/model.safetensors"));
  }

  WaveformBatch batch() {
    Tensor input = tensors.get("input_values");
    int size = (int) input.shape()[0];
    int length = (int) input.shape()[1];
    int[] lengths = new int[size];
    Arrays.fill(lengths, length);
    if (has("sample_lengths")) {
      lengths = tensors.get("sample_lengths").toInts();
    } else if (description.get("padding_mask_used").asBoolean()) {
      int[] mask = tensors.get("attention_mask").toInts();
      for (int row = 0; row < size; row++) {
        lengths[row] = Arrays.stream(mask, row * length, (row + 1) * length).sum();
      }
    }
    return new WaveformBatch(input.toFloats(), size, length, lengths);
  }

  /** Each row's labels without padding. */
  int[][] labels() {
    Tensor labels = tensors.get("labels");
    int width = (int) labels.shape()[1];
    int[] values = labels.toInts();
    return IntStream.range(0, (int) labels.shape()[0])
        .mapToObj(
            row ->
                Arrays.stream(values, row * width, (row + 1) * width)
                    .filter(label -> label >= 0)
                    .toArray())
        .toArray(int[][]::new);
  }

  boolean has(String name) {
    return tensors.containsKey(name);
  }

  double[] values(String name) {
    return tensors.get(name).toDoubles();
  }

  double scalar(String name) {
    return tensors.get(name).toDoubles()[0];
  }
}
