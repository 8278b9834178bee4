package org.wavetrain.wav2vec2.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The oneDNN kernels do what the ND4J kernels do, over many shapes. */
class OneDnnKernelsTest {
  private static final double TOLERANCE = 2e-5;
  private static final double EPSILON = 1e-5;

  private final Kernels reference = new Nd4jKernels(DataType.FLOAT);
  private final Kernels kernels = new OneDnnKernels();
  private long seed = 1;

  @AfterEach
  void closeKernels() {
    kernels.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "7,5,3",
    "1,9,4",
    "6,1,4",
    "6,4,1",
    "33,64,48",
    "200,192,576",
    "1025,20,17",
    "20,24,1536"
  })
  void productsAgreeInEveryLayout(int rows, int inner, int columns) {
    INDArray a = random(rows, inner);
    INDArray b = random(inner, columns);
    INDArray aTurned = random(inner, rows).transpose();
    INDArray bTurned = random(columns, inner).transpose();
    for (INDArray left : new INDArray[] {a, aTurned}) {
      for (INDArray right : new INDArray[] {b, bTurned}) {
        same((each, out) -> each.product(left, right, 0.3, out), random(rows, columns));
        same((each, out) -> each.addProduct(left, right, out), random(rows, columns));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,3,2", "2,3,5,4", "2,4,49,8", "2,3,201,16"})
  void batchedProductsOfStridedHeadsAgree(int batch, int heads, int frames, int width) {
    INDArray joined = random(batch, frames, 3, heads, width);
    INDArray queries = head(joined, 0);
    INDArray keys = head(joined, 1).permute(0, 1, 3, 2);
    same(
        (each, out) -> each.product(queries, keys, 0.5, out), random(batch, heads, frames, frames));
    INDArray scores = random(batch, heads, frames, frames);
    INDArray result = random(batch, frames, heads, width);
    same(
        (each, out) ->
            each.product(scores.permute(0, 1, 3, 2), queries, 1, out.permute(0, 2, 1, 3)),
        result);
  }

  private static INDArray head(INDArray joined, int part) {
    long[] shape = joined.shape();
    long[] strides = joined.stride();
    return Nd4j.create(
        joined.data(),
        new long[] {shape[0], shape[3], shape[1], shape[4]},
        new long[] {strides[0], strides[3], strides[1], strides[4]},
        part * strides[2],
        'c');
  }

  @ParameterizedTest
  @CsvSource({"1,4,3", "5,1,1", "17,24,40", "99,192,768", "1030,48,40"})
  void affineMapsAndRowSumsAgree(int rows, int in, int out) {
    INDArray x = random(rows, in);
    INDArray weight = random(out, in);
    INDArray bias = random(out);
    same((each, y) -> each.affine(x, weight, bias, y), random(rows, out));
    same((each, y) -> each.sumRows(x, y), random(in));
  }

  @Test
  void sumsAndProductsOfElementsAgreeWithAndWithoutBroadcasting() {
    INDArray a = random(3, 4, 6, 6);
    INDArray rows = random(24, 8);
    for (INDArray b : new INDArray[] {random(3, 4, 6, 6), random(3, 1, 1, 6)}) {
      same((each, out) -> each.add(a, b, out), random(3, 4, 6, 6));
      same((each, out) -> each.multiply(a, b, out), random(3, 4, 6, 6));
    }
    for (INDArray b : new INDArray[] {random(24, 1), random(1, 8)}) {
      same((each, out) -> each.multiply(rows, b, out), random(24, 8));
    }
    INDArray cube = random(3, 5, 8);
    INDArray channels = random(3, 1, 8);
    same((each, out) -> each.multiply(cube, channels, out), random(3, 5, 8));
  }

  static Stream<Convolution> convolutions() {
    return Stream.of(
        Convolution.valid(2, 400, 1, 16, 10, 5),
        Convolution.valid(3, 321, 1, 32, 10, 5),
        Convolution.valid(2, 79, 16, 16, 3, 2),
        Convolution.valid(1, 64, 32, 64, 3, 2),
        Convolution.valid(2, 20, 12, 20, 2, 2),
        Convolution.valid(2, 3, 8, 8, 3, 2),
        Convolution.valid(3, 30, 256, 260, 3, 2),
        Convolution.valid(2, 30, 260, 256, 2, 2),
        Convolution.valid(1, 30, 256, 256, 5, 2),
        Convolution.valid(2, 3, 256, 256, 3, 2),
        new Convolution(2, 24, 32, 32, 16, 1, 4, 8, 7),
        new Convolution(2, 25, 32, 32, 5, 1, 4, 2, 2),
        new Convolution(3, 49, 192, 192, 32, 1, 8, 16, 15),
        new Convolution(1, 7, 48, 48, 128, 1, 16, 64, 63),
        new Convolution(2, 9, 6, 6, 4, 1, 6, 2, 1));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolutionsAndTheirGradientsAgree(Convolution shape) {
    INDArray x = random(shape.batch(), shape.inLength(), shape.inChannels());
    INDArray weight = random(shape.outChannels(), shape.inChannelsPerGroup(), shape.kernel());
    INDArray bias = random(shape.outChannels());
    INDArray dy = random(shape.batch(), shape.outLength(), shape.outChannels());
    for (boolean recurring : new boolean[] {false, true}) {
      same((each, y) -> each.convolution(shape, x, weight, bias, y, recurring), dy.dup());
      same((each, y) -> each.convolution(shape, x, weight, null, y, recurring), dy.dup());
    }
    same((each, dx) -> each.convolutionInputGradient(shape, dy, weight, dx), x.dup());
    same((each, dw) -> each.convolutionWeightGradient(shape, x, dy, dw), weight.dup());
  }

  @ParameterizedTest
  @CsvSource({"1", "5", "1000"})
  void geluAndItsGradientAgree(int length) {
    INDArray x = random(length).muli(3);
    INDArray dy = random(length);
    same((each, y) -> each.gelu(x, y), random(length));
    same((each, dx) -> each.geluGradient(x, dy, dx), random(length));
  }

  @ParameterizedTest
  @CsvSource({"1,1,4", "2,5,16", "3,24,192", "2,7,30"})
  void layerNormAndItsGradientAgree(int batch, int frames, int width) {
    INDArray x = random(batch, frames, width).muli(2).addi(0.5);
    INDArray gain = random(width);
    INDArray bias = random(width);
    INDArray statistics = random(2, batch * frames);
    INDArray dy = random(batch, frames, width);
    same((each, y) -> each.layerNorm(x, gain, bias, EPSILON, y, statistics), dy.dup());
    INDArray dGain = random(width);
    INDArray dBias = random(width);
    same(
        (each, dx) -> each.layerNormGradient(x, dy, gain, EPSILON, statistics, dx, dGain, dBias),
        dy.dup());
    same(
        (each, result) ->
            each.layerNormGradient(x, dy, gain, EPSILON, statistics, dy.dup(), result, dBias),
        dGain);
    same(
        (each, result) ->
            each.layerNormGradient(x, dy, gain, EPSILON, statistics, dy.dup(), dGain, result),
        dBias);
  }

  @ParameterizedTest
  @CsvSource({"1,9,1", "2,50,16", "3,123,32", "2,33,12"})
  void channelNormAndItsGradientAgree(int batch, int frames, int channels) {
    INDArray x = random(batch, frames, channels).muli(2).addi(0.5);
    INDArray gain = random(channels);
    INDArray bias = random(channels);
    INDArray statistics = random(batch, 2, channels);
    INDArray dy = random(batch, frames, channels);
    same((each, y) -> each.channelNorm(x, gain, bias, EPSILON, y, statistics), dy.dup());
    INDArray dGain = random(channels);
    INDArray dBias = random(channels);
    same(
        (each, dx) -> each.channelNormGradient(x, dy, gain, EPSILON, statistics, dx, dGain, dBias),
        dy.dup());
    same(
        (each, result) ->
            each.channelNormGradient(x, dy, gain, EPSILON, statistics, dy.dup(), result, dBias),
        dGain);
    same(
        (each, result) ->
            each.channelNormGradient(x, dy, gain, EPSILON, statistics, dy.dup(), dGain, result),
        dBias);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,7", "40,99"})
  void softmaxAndItsGradientAgree(int rows, int width) {
    INDArray x = random(rows, width).muli(4);
    INDArray dy = random(rows, width);
    INDArray y = random(rows, width);
    reference.softmax(x, y);
    same((each, out) -> each.softmax(x, out), random(rows, width));
    same((each, out) -> each.softmaxGradient(y, dy, out), random(rows, width));
  }

  @Test
  void aShapeThatWasUsedBeforeWorksOnOtherArrays() {
    for (int repetition = 0; repetition < 3; repetition++) {
      affineMapsAndRowSumsAgree(5, 6, 7);
    }
  }

  /** Runs both on copies of {@code start} and compares what they leave there. */
  private void same(BiConsumer<Kernels, INDArray> operation, INDArray start) {
    INDArray expected = start.dup('c');
    INDArray actual = start.dup('c');
    operation.accept(reference, expected);
    operation.accept(kernels, actual);
    double distance = expected.sub(actual).norm2Number().doubleValue();
    assertThat(distance)
        .isLessThanOrEqualTo(TOLERANCE * (1 + expected.norm2Number().doubleValue()));
  }

  private INDArray random(long... shape) {
    Nd4j.getRandom().setSeed(seed++);
    return Nd4j.rand(DataType.FLOAT, shape).subi(0.5);
  }
}
