package org.wavetrain.wav2vec2.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.wav2vec2.ModelError;

class SafeTensorsTest {
  private static final String ONE =
      """
      {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""";

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("model.safetensors");
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("weights", Tensor.of(new float[] {1, 2, 3, 4, 5, Float.NaN}, 2, 3));
    tensors.put("scalar", Tensor.of(new double[] {7}));
    tensors.put("nothing", Tensor.of(new int[0], 0, 4));
    tensors.put("long", Tensor.of(new long[] {Long.MIN_VALUE}, 1));
    SafeTensors.write(file, tensors);
    assertThat(SafeTensors.read(file)).isEqualTo(tensors);
  }

  @Test
  void floatsThatStayWhereTheyAreAreWrittenAsCopiesAre() throws IOException {
    float[] values = ascending(300_000);
    values[7] = Float.intBitsToFloat(0x7fc12345);
    Tensor live =
        Tensor.live((offset, buffer) -> buffer.put(values, offset, buffer.remaining()), 3, 100_000);
    SafeTensors.write(file, Map.of("a", live));
    Path copied = directory.resolve("copied.safetensors");
    SafeTensors.write(copied, Map.of("a", Tensor.of(values, 3, 100_000)));
    assertThat(Files.mismatch(file, copied)).isEqualTo(-1);
    assertThat(live).isEqualTo(SafeTensors.read(copied).get("a"));
    assertThat(live.toFloats()).isEqualTo(values);
    Tensor copy = live.copy();
    values[0] = -1;
    assertThat(live.toFloats()[0]).isEqualTo(-1);
    assertThat(copy).isEqualTo(SafeTensors.read(copied).get("a"));
    assertThat(live.toDoubles()[299_999]).isEqualTo(299_999);
  }

  @Test
  void floatsAreReadBlockByBlock() throws IOException {
    float[] values = ascending(300_000);
    SafeTensors.write(
        file, Map.of("a", Tensor.of(new float[] {-1}, 1), "b", Tensor.of(values, 300_000)));
    float[] read = new float[values.length];
    List<Integer> offsets = new ArrayList<>();
    SafeTensors.readFloats(
        file,
        "b",
        values.length,
        (offset, block) -> {
          offsets.add(offset);
          block.get(read, offset, block.remaining());
        });
    assertThat(read).isEqualTo(values);
    assertThat(offsets).containsExactly(0, 262_144);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor that is missing, or has another length or type than expected",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void floatsThatAFileDoesNotHoldAreRefused() throws IOException {
    SafeTensors.write(file, Map.of("a", Tensor.of(new float[3], 3), "b", Tensor.of(new int[2], 2)));
    assertNotRead("c", 3);
    assertNotRead("a", 2);
    assertNotRead("b", 2);
  }

  private static float[] ascending(int length) {
    float[] values = new float[length];
    for (int index = 0; index < length; index++) {
      values[index] = index;
    }
    return values;
  }

  private void assertNotRead(String name, long length) {
    assertThatThrownBy(
            () ->
                SafeTensors.readFloats(
                    file,
                    name,
                    length,
                    (offset, block) -> {
                      throw new AssertionError("read");
                    }))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ModelError.MODEL_TENSORS_INVALID))
        .hasMessageContaining("no tensor " + name + " of " + length);
  }

  @Test
  void theBytesDoNotDependOnTheOrderOfTheMap() throws IOException {
    Tensor first = Tensor.of(new float[] {1}, 1);
    Tensor second = Tensor.of(new double[] {2}, 1);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("a", first);
    tensors.put("b", second);
    SafeTensors.write(file, tensors);
    Map<String, Tensor> reversed = new LinkedHashMap<>();
    reversed.put("b", second);
    reversed.put("a", first);
    Path other = directory.resolve("other.safetensors");
    SafeTensors.write(other, reversed);
    assertThat(Files.mismatch(file, other)).isEqualTo(-1);
    assertThat(SafeTensors.read(file).keySet()).containsExactly("b", "a");
  }

  @Test
  void theHeaderHasTheFormatAndIsPaddedToEightBytes() throws IOException {
    SafeTensors.write(file, Map.of("a", Tensor.of(new float[] {1, 2}, 2)));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    byte[] header = new byte[length];
    bytes.get(header);
    assertThat(length % 8).isZero();
    assertThat(new String(header, StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo(
            """
            {"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""");
    assertThat(bytes.remaining()).isEqualTo(8);
  }

  @Test
  void aFileWithoutTensorsIsLegal() throws IOException {
    write("{}", 0);
    assertThat(SafeTensors.read(file)).isEmpty();
  }

  @Test
  void aFileThatIsMissingIsSaidToBe() {
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ModelError.MODEL_UNREADABLE));
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors file of 7 bytes",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void fewerThanEightBytesAreRefused() throws IOException {
    Files.write(file, new byte[7]);
    assertRefused("has 7 bytes");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header of more than 100 MB",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aHeaderPastTheLimitIsRefused() throws IOException {
    writeRaw(100_000_001, "{}".getBytes(StandardCharsets.UTF_8));
    assertRefused("a header of 100000001 bytes");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header whose length overflows",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aHeaderLengthThatOverflowsIsRefused() throws IOException {
    writeRaw(-1, "{}".getBytes(StandardCharsets.UTF_8));
    assertRefused("a header of 18446744073709551615 bytes");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header that ends past the file",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aHeaderPastTheEndIsRefused() throws IOException {
    writeRaw(3, "{}".getBytes(StandardCharsets.UTF_8));
    assertRefused("ends within its header");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header that is not UTF-8",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aHeaderThatIsNotUtf8IsRefused() throws IOException {
    byte[] header = {'{', '"', (byte) 0xff, '"', ':', '1', '}'};
    writeRaw(header.length, header);
    assertRefused("not UTF-8");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header that is not JSON",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aHeaderThatIsNotJsonIsRefused() throws IOException {
    write("{\"a\":", 0);
    assertRefused("not JSON");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header that does not begin with a brace",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aHeaderThatDoesNotBeginWithABraceIsRefused() throws IOException {
    write(" {}", 0);
    assertRefused("no object");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header of 0 bytes",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void anEmptyHeaderIsRefused() throws IOException {
    write("", 0);
    assertRefused("no object");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header with a name twice",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aNameThatOccursTwiceIsRefused() throws IOException {
    write(ONE.replace("}}", "},") + ONE.substring(1), 8);
    assertRefused("Duplicate");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "safetensors metadata that are no text",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void metadataThatAreNoTextAreRefused() throws IOException {
    write("{\"__metadata__\":{\"format\":1}}", 0);
    assertRefused("metadata format");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor of an unknown type",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void anUnknownTypeIsRefused() throws IOException {
    write(ONE.replace("F32", "F31"), 8);
    assertRefused("unknown type \"F31\"");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor without a shape",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aMissingShapeIsRefused() throws IOException {
    write(ONE.replace("shape", "form"), 8);
    assertRefused("no shape");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor with a negative dimension",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aNegativeDimensionIsRefused() throws IOException {
    write(ONE.replace("[2]", "[-2]"), 8);
    assertRefused("the dimension or offset -2");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor with a fractional dimension",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aFractionalDimensionIsRefused() throws IOException {
    write(ONE.replace("[2]", "[2.0]"), 8);
    assertRefused("the dimension or offset 2.0");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor whose size overflows",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aSizeThatOverflowsIsRefused() throws IOException {
    write(ONE.replace("[2]", "[4611686018427387904,4]"), 8);
    assertRefused("overflows");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor that ends before it begins",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aTensorThatEndsBeforeItBeginsIsRefused() throws IOException {
    write(ONE.replace("[0,8]", "[8,0]"), 8);
    assertRefused("before it begins");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor whose bytes are not those of its shape",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aSizeThatIsNotThatOfTheShapeIsRefused() throws IOException {
    write(ONE.replace("[2]", "[3]"), 8);
    assertRefused("8 bytes, but its shape");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a gap before a tensor",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aGapBeforeATensorIsRefused() throws IOException {
    write(ONE.replace("[0,8]", "[4,12]"), 12);
    assertRefused("begins tensor a at 4");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "tensors that overlap",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void tensorsThatOverlapAreRefused() throws IOException {
    write(
        """
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
        "b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""",
        12);
    assertRefused("begins tensor b at 4 where the one before ends at 8");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "bytes after the last tensor",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void bytesAfterTheLastTensorAreRefused() throws IOException {
    write(ONE, 9);
    assertRefused("holds 9 bytes of data where its header accounts for 8");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors file that is cut off",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aFileThatEndsTooEarlyIsRefused() throws IOException {
    write(ONE, 7);
    assertRefused("holds 7 bytes of data where its header accounts for 8");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a Git LFS pointer in place of a safetensors file",
      outcome = "refused as MODEL_TENSORS_INVALID, which says what it is")
  void aPointerOfGitLfsIsNamedSo() throws IOException {
    Files.writeString(
        file,
        """
        version https://git-lfs.github.com/spec/v1
        oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
        size 377607901
        """);
    assertRefused("is a Git LFS pointer");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "safetensors metadata that are no object",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void metadataThatAreNoObjectAreRefused() throws IOException {
    write("{\"__metadata__\":[\"pt\"]}", 0);
    assertRefused("metadata that is no object");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header with something behind its object",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void whatFollowsTheObjectOfTheHeaderIsRefused() throws IOException {
    write(ONE + " {}", 8);
    assertRefused("not JSON");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a safetensors header nested 100,000 deep",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void aHeaderThatIsNestedWithoutEndIsRefused() throws IOException {
    write("{\"a\":" + "[".repeat(100_000), 0);
    assertRefused("not JSON");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor with one offset, or with three",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void anotherNumberOfOffsetsThanTwoIsRefused() throws IOException {
    write(ONE.replace("[0,8]", "[8]"), 8);
    assertRefused("no two offsets");
    write(ONE.replace("[0,8]", "[0,4,8]"), 8);
    assertRefused("no two offsets");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a tensor with an offset of 64 bits and more",
      outcome = "refused as MODEL_TENSORS_INVALID")
  void anOffsetThatIsTooLargeIsRefused() throws IOException {
    write(ONE.replace("[0,8]", "[0,18446744073709551615]"), 8);
    assertRefused("the dimension or offset 18446744073709551615");
    write(ONE.replace("[0,8]", "[9223372036854775800,9223372036854775807]"), 8);
    assertRefused("another number");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> SafeTensors.read(file))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ModelError.MODEL_TENSORS_INVALID))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  private void write(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOf(text, text.length + dataBytes);
    writeRaw(text.length, content);
  }

  private void writeRaw(long headerLength, byte[] content) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + content.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(headerLength).put(content).array());
  }
}
