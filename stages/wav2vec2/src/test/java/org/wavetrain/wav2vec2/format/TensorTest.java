package org.wavetrain.wav2vec2.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTest {
  @ParameterizedTest
  @CsvSource({
    "0x0000, 0",
    "0x8000, -0.0",
    "0x3c00, 1",
    "0xc000, -2",
    "0x3555, 0.33325195",
    "0x7bff, 65504",
    "0x0400, 6.1035156e-05",
    "0x03ff, 6.097555e-05",
    "0x0001, 5.9604645e-08",
    "0x7c00, Infinity",
    "0xfc00, -Infinity",
    "0x7e00, NaN"
  })
  void halfPrecisionIsWidenedExactly(String bits, float expected) {
    ByteBuffer bytes = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(0, Integer.decode(bits).shortValue());
    assertThat(Tensor.view(ElementType.F16, new long[] {1}, bytes).toFloats())
        .containsExactly(expected);
  }

  @Test
  void brainFloatsAreTheUpperHalfOfFloats() {
    ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort((short) 0x3f80).putShort((short) 0xc049).flip();
    assertThat(Tensor.view(ElementType.BF16, new long[] {2}, bytes).toFloats())
        .containsExactly(1, -3.140625f);
  }

  @Test
  void integersAreReadWithTheirSign() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[] {-1, -128});
    assertThat(Tensor.view(ElementType.U8, new long[] {2}, bytes).toInts())
        .containsExactly(255, 128);
    assertThat(Tensor.view(ElementType.I8, new long[] {2}, bytes).toInts())
        .containsExactly(-1, -128);
    assertThat(Tensor.view(ElementType.U16, new long[] {1}, bytes).toDoubles())
        .containsExactly(0x80ff);
  }

  @Test
  void aLongThatIsNoIntIsNotCutOff() {
    Tensor tensor = Tensor.of(new long[] {1L << 31}, 1);
    assertThatThrownBy(tensor::toInts).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void theShapeMustAccountForAllBytes() {
    assertThatThrownBy(() -> Tensor.of(new float[3], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[2]")
        .hasMessageContaining("12 bytes");
  }

  @Test
  void aTensorIsNotChangedThroughItsBytesOrShape() {
    Tensor tensor = Tensor.of(new float[] {1, 2}, 2);
    assertThat(tensor.bytes().isReadOnly()).isTrue();
    tensor.shape()[0] = 9;
    assertThat(tensor).hasToString("F32[2]");
  }
}
