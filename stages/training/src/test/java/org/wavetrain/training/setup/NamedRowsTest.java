package org.wavetrain.training.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.format.Tensor;

class NamedRowsTest {
  @Test
  void rowsOfKnownNamesAreKeptWhereverTheyAreNow() {
    NamedRows rows = new NamedRows(List.of("a", "c"), List.of("a", "b", "c"));

    Map<String, Tensor> carried =
        rows.carry(
            Map.of("head", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2)),
            Map.of(
                "head", Tensor.of(new float[] {9, 9, 8, 8, 7, 7}, 3, 2),
                "trunk", Tensor.of(new float[] {5}, 1)));

    assertThat(carried).isEqualTo(Map.of("head", Tensor.of(new float[] {1, 2, 8, 8, 3, 4}, 3, 2)));
    assertThat(rows.same()).isFalse();
    assertThat(rows.summary()).isEqualTo("kept for 2 of 3: new are b");
  }
}
