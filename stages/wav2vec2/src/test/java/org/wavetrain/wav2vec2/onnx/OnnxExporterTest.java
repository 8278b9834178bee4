package org.wavetrain.wav2vec2.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.SafeTensors;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;

/** Runs exported models in ONNX Runtime against what transformers computed with the same ones. */
class OnnxExporterTest {
  private static final Path VECTORS = Path.of("src/test/resources/reference-vectors");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ctc-group", "ctc-layer"})
  void aTranscriberGivesTheLogitsOfTransformers(String name) throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve(name).resolve("model"));
    Map<String, Tensor> vectors = vectors(name);
    try (OrtSession session = transcriber(model)) {
      for (int row : unpadded(vectors)) {
        assertClose(
            run(session, OnnxExporter.OUTPUT, row(vectors, "input_values", row)),
            row(vectors, "logits", row));
      }
    }
  }

  /** The norms of the convolutions keep PyTorch's epsilon, whatever the configuration says. */
  @Test
  void theEpsilonOfTheConfigurationIsThatOfTheEngine() throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve("ctc-layer/model"));
    Wav2Vec2Configuration read = model.configuration();
    ContextNetwork context = read.contextNetwork();
    Wav2Vec2Configuration other =
        new Wav2Vec2Configuration(
            read.featureEncoder(),
            new ContextNetwork(
                context.hiddenSize(),
                context.layers(),
                context.attentionHeads(),
                context.intermediateSize(),
                context.positionalKernel(),
                context.positionalGroups(),
                context.preNorm(),
                1e-3,
                context.initialDeviation()),
            read.dropouts(),
            read.specAugment(),
            read.quantizer(),
            read.ctcHead(),
            read.classificationHead(),
            read.earlyExits(),
            read.others());
    ModelFolder changed =
        new ModelFolder(other, model.tensors(), model.featureExtractor(), model.vocabulary());
    // Quiet, so that variances are small and the epsilons count.
    float[] samples = row(vectors("ctc-layer"), "input_values", 0);
    for (int index = 0; index < samples.length; index++) {
      samples[index] *= 0.01f;
    }
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                other, CtcOptions.lastLayer(other), NetworkOptions.frozenTrunk(kernels));
        OrtSession session = transcriber(changed)) {
      network.load(model.tensors());
      WaveformBatch batch =
          new WaveformBatch(samples, 1, samples.length, new int[] {samples.length});
      assertClose(run(session, OnnxExporter.OUTPUT, samples), network.logits(batch).last());
    }
  }

  @Test
  void aModelThatAFileCannotHoldIsRefusedBeforeItIsWritten() throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve("ctc-group/model"));
    long width = model.tensors().get("lm_head.weight").shape()[1];
    Map<String, Tensor> tensors = new TreeMap<>(model.tensors());
    tensors.put("lm_head.weight", Tensor.live((offset, values) -> {}, (1L << 29) / width, width));
    Path file = directory.resolve("huge.onnx");
    assertThatThrownBy(() -> OnnxExporter.writeCtc(file, with(model, EarlyExits.NONE, tensors)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ModelError.MODEL_TOO_LARGE_FOR_ONNX));
    assertThat(file).doesNotExist();
  }

  @Test
  void anEarlyExitHasAnOutputOfItsOwn() throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve("early-exit/model"));
    Map<String, Tensor> vectors = vectors("early-exit");
    ModelFolder withExits = with(model, new EarlyExits(List.of(2, 4), true), model.tensors());
    try (OrtSession session = transcriber(withExits)) {
      float[] input = row(vectors, "input_values", 0);
      assertClose(run(session, "logits_2", input), row(vectors, "exit_logits.2", 0));
      assertClose(run(session, "logits", input), row(vectors, "exit_logits.4", 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctc-group", "ctc-layer"})
  void aFileMayEndWithAnEarlyExit(String name) throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve(name).resolve("model"));
    ModelFolder withExits = with(model, new EarlyExits(List.of(1, 4), true), model.tensors());
    Path file = directory.resolve("exit.onnx");
    OnnxExporter.writeExit(file, withExits, 1, LinearPrecision.FLOAT32);
    float[] input = row(vectors(name), "input_values", 0);
    try (OrtSession whole = transcriber(withExits);
        OrtSession part = open(file)) {
      assertThat(part.getOutputInfo()).containsOnlyKeys("logits");
      assertClose(run(part, "logits", input), run(whole, "logits_1", input));
    }
    assertThat(Files.size(file)).isLessThan(Files.size(directory.resolve("model.onnx")));
  }

  @Test
  void anEarlyExitMayHaveAHeadOfItsOwn() throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve("early-exit/model"));
    Map<String, Tensor> vectors = vectors("early-exit");
    Map<String, Tensor> tensors = new TreeMap<>(model.tensors());
    String own = TensorNames.exitHead(2);
    Tensor weight = tensors.get("lm_head.weight");
    tensors.put(own + ".weight", Tensor.of(new float[(int) weight.elements()], weight.shape()));
    tensors.put(own + ".bias", tensors.get("lm_head.bias"));
    ModelFolder withExits = with(model, new EarlyExits(List.of(2, 4), false), tensors);
    try (OrtSession session = transcriber(withExits)) {
      float[] logits = run(session, "logits_2", row(vectors, "input_values", 0));
      float[] bias = tensors.get("lm_head.bias").toFloats();
      assertThat(Arrays.copyOf(logits, bias.length)).containsExactly(bias, within(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"classify", "classify-weighted"})
  void aClassifierGivesTheLogitsOfTransformers(String name) throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve(name).resolve("model"));
    Map<String, Tensor> vectors = vectors(name);
    Path file = directory.resolve("model.onnx");
    OnnxExporter.writeClassification(file, model, LinearPrecision.FLOAT32);
    try (OrtSession session = open(file)) {
      for (int row = 0; row < vectors.get("input_values").shape()[0]; row++) {
        assertClose(
            run(session, OnnxExporter.OUTPUT, row(vectors, "input_values", row)),
            row(vectors, "logits", row));
      }
    }
  }

  @Test
  void theInterfaceIsThatOfOptimumAndTransformersJs() throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve("ctc-group/model"));
    try (OrtSession session = transcriber(model)) {
      NodeInfo input = session.getInputInfo().get("input_values");
      assertThat(session.getInputInfo()).hasSize(1);
      assertThat(((TensorInfo) input.getInfo()).getDimensionNames())
          .containsExactly("batch_size", "sequence_length");
      TensorInfo logits = (TensorInfo) session.getOutputInfo().get("logits").getInfo();
      assertThat(logits.getShape()).containsExactly(-1, -1, 12);
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("sampling_rate", "16000")
          .containsEntry("do_normalize", "true")
          .containsEntry("blank", "0")
          .containsEntry(
              "vocabulary",
              """
              ["<pad>","<s>","</s>","<unk>","|","A","B","C","D","E","F","G"]\
              """);
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalModelsGiveEqualBytes(LinearPrecision precision) throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve("ctc-layer/model"));
    Path first = directory.resolve("first.onnx");
    Path second = directory.resolve("second.onnx");
    OnnxExporter.writeCtc(first, model, precision);
    OnnxExporter.writeCtc(second, model, precision);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctc-group", "ctc-layer"})
  void utterancesOfOneBatchDoNotSeeEachOther(String name) throws Exception {
    ModelFolder model = ModelFolder.read(VECTORS.resolve(name).resolve("model"));
    float[] first = row(vectors(name), "input_values", 0);
    try (OrtSession session = transcriber(model)) {
      for (int samples : new int[] {400, 721, 5000, first.length}) {
        float[] one = Arrays.copyOf(first, samples);
        float[] other = new float[samples];
        for (int index = 0; index < samples; index++) {
          other[index] = -2 * one[samples - 1 - index];
        }
        float[] both = Arrays.copyOf(one, 2 * samples);
        System.arraycopy(other, 0, both, samples, samples);
        float[] together = run(session, "logits", both, 2);
        float[] alone = run(session, "logits", one);
        assertThat(alone).hasSize(12 * model.configuration().frames(samples));
        assertClose(Arrays.copyOf(together, alone.length), alone);
        assertClose(
            Arrays.copyOfRange(together, alone.length, together.length),
            run(session, "logits", other));
      }
    }
  }

  private static ModelFolder with(
      ModelFolder model, EarlyExits exits, Map<String, Tensor> tensors) {
    Wav2Vec2Configuration configuration = model.configuration().withEarlyExits(exits);
    return new ModelFolder(configuration, tensors, model.featureExtractor(), model.vocabulary());
  }

  private OrtSession transcriber(ModelFolder model) throws IOException, OrtException {
    Path file = directory.resolve("model.onnx");
    OnnxExporter.writeCtc(file, model, LinearPrecision.FLOAT32);
    return open(file);
  }

  private static OrtSession open(Path file) throws OrtException {
    return OrtEnvironment.getEnvironment().createSession(file.toString());
  }

  private static float[] run(OrtSession session, String output, float[] samples)
      throws OrtException {
    return run(session, output, samples, 1);
  }

  private static float[] run(OrtSession session, String output, float[] samples, int batch)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {batch, samples.length / batch};
    try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(samples), shape);
        OrtSession.Result result = session.run(Map.of(OnnxExporter.INPUT, input))) {
      FloatBuffer values = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      return copy;
    }
  }

  private static Map<String, Tensor> vectors(String name) {
    return SafeTensors.read(VECTORS.resolve(name).resolve("case.safetensors"));
  }

  /** The rows whose mask holds no padding. */
  private static int[] unpadded(Map<String, Tensor> vectors) {
    int rows = (int) vectors.get("attention_mask").shape()[0];
    int[] mask = vectors.get("attention_mask").toInts();
    int length = mask.length / rows;
    int[] unpadded =
        IntStream.range(0, rows)
            .filter(row -> Arrays.stream(mask, row * length, (row + 1) * length).sum() == length)
            .toArray();
    assertThat(unpadded).isNotEmpty();
    return unpadded;
  }

  private static float[] row(Map<String, Tensor> vectors, String name, int row) {
    Tensor tensor = vectors.get(name);
    float[] values = tensor.toFloats();
    int length = values.length / (int) tensor.shape()[0];
    return Arrays.copyOfRange(values, row * length, (row + 1) * length);
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).containsExactly(expected, within(2e-5f));
  }
}
