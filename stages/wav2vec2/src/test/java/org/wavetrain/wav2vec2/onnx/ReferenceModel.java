package org.wavetrain.wav2vec2.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;

/** A small model of transformers with what it was given and computed. */
record ReferenceModel(ModelFolder model, Map<String, Tensor> vectors) {
  /** How far other orders of adding up take 32-bit scores apart. */
  static final Offset<Float> ROUNDING = within(2e-5f);

  static ReferenceModel read(String name) throws IOException {
    Path folder = Path.of("src/test/resources/reference-vectors", name);
    return new ReferenceModel(
        ModelFolder.read(folder.resolve("model")),
        SafeTensors.read(folder.resolve("case.safetensors")));
  }

  /** How many utterances it was given. */
  int rows() {
    return (int) vectors.get("input_values").shape()[0];
  }

  /** Those utterances that hold no padding. */
  int[] unpadded() {
    int[] mask = vectors.get("attention_mask").toInts();
    int length = mask.length / rows();
    int[] unpadded =
        IntStream.range(0, rows())
            .filter(row -> Arrays.stream(mask, row * length, (row + 1) * length).sum() == length)
            .toArray();
    assertThat(unpadded).isNotEmpty();
    return unpadded;
  }

  /** What a tensor has of one utterance. */
  float[] row(String tensor, int row) {
    float[] values = vectors.get(tensor).toFloats();
    int length = values.length / (int) vectors.get(tensor).shape()[0];
    return Arrays.copyOfRange(values, row * length, (row + 1) * length);
  }
}
