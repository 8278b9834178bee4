package org.wavetrain.wav2vec2.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import org.nd4j.shade.protobuf.CodedOutputStream;
import org.nd4j.shade.protobuf.WireFormat;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;
import org.wavetrain.wav2vec2.text.Vocabulary;

/**
 * Writes models as ONNX (operator set 18), with the interface that optimum and transformers.js
 * expect of wav2vec 2.0: input {@code input_values}, float [batch_size, sequence_length],
 * normalised as {@code preprocessor_config.json} says; output {@code logits}, raw scores. There is
 * no attention mask, so utterances of different lengths belong in different calls; but for services
 * there are files of another interface, whose masks keep padding from having any effect.
 *
 * <p>Equal models give equal bytes. Weights are written one by one, so the heap needs room for the
 * largest only; a file cannot pass 2 GiB, the limit of protobuf.
 */
public final class OnnxExporter {
  /** Name of the input. */
  public static final String INPUT = "input_values";

  /**
   * Name of a further input of models whose rows may be padded: float [batch_size, frames], 1 for a
   * frame of the row's utterance and 0 for padding.
   */
  public static final String FRAME_MASK = "frame_mask";

  /**
   * Name of a further input of such models with a group norm: the same for the frames of the first
   * convolution.
   */
  public static final String FIRST_MASK = "first_mask";

  /** Name of the main output. */
  public static final String OUTPUT = "logits";

  private static final int OPERATOR_SET = 18;

  /** The version of the file format that came with operator set 18 (ONNX 1.13). */
  private static final int IR_VERSION = 8;

  /** Messages of protobuf end before 2 GiB; a mebibyte is for what is beside the graph. */
  private static final long GREATEST_GRAPH = (1L << 31) - (1 << 20);

  private static final int BUFFER_BYTES = 1 << 16;

  private final OnnxGraph graph = new OnnxGraph("wav2vec2");
  private final Wav2Vec2Configuration configuration;
  private final ModelWeights weights;
  private final LayerGraph layers;
  private final boolean paddable;

  private OnnxExporter(ModelFolder model, LinearPrecision precision) {
    this(model, precision, false);
  }

  private OnnxExporter(ModelFolder model, LinearPrecision precision, boolean paddable) {
    this.paddable = paddable;
    this.configuration = model.configuration();
    this.weights = new ModelWeights(model.tensors());
    this.layers = new LayerGraph(graph, weights, precision);
  }

  /** Writes a model that transcribes, in 32-bit floats; see the other. */
  public static void writeCtc(Path file, ModelFolder model) throws IOException {
    writeCtc(file, model, LinearPrecision.FLOAT32);
  }

  /**
   * Writes a model that transcribes: {@code logits} is [batch_size, frames, vocabulary] after the
   * last block, and after block n with an early exit {@code logits_n} likewise.
   */
  public static void writeCtc(Path file, ModelFolder model, LinearPrecision precision)
      throws IOException {
    OnnxExporter exporter = new OnnxExporter(model, precision);
    int last = exporter.configuration.contextNetwork().layers();
    List<String> states = exporter.trunk(last);
    exporter.addScores(states, last, OUTPUT);
    for (int layer : exporter.configuration.earlyExits().layers()) {
      if (layer < last) {
        exporter.addScores(states, layer, exitOutput(layer));
      }
    }
    exporter.writeTranscriber(file, model);
  }

  /**
   * Writes the part of a model that transcribes after one of its blocks: {@code logits} is
   * [batch_size, frames, vocabulary].
   *
   * @param layer the block, counted from 1: an early exit's or the last
   */
  public static void writeExit(Path file, ModelFolder model, int layer, LinearPrecision precision)
      throws IOException {
    OnnxExporter exporter = new OnnxExporter(model, precision);
    exporter.addScores(exporter.trunk(layer), layer, OUTPUT);
    exporter.writeTranscriber(file, model);
  }

  /**
   * Writes a model that transcribes up to one of its blocks, for batches that are padded: rows of
   * the output beyond an utterance's frames mean nothing.
   *
   * @param layer the block, counted from 1: an early exit's or the last
   */
  public static void writePaddableExit(Path file, ModelFolder model, int layer) throws IOException {
    OnnxExporter exporter = new OnnxExporter(model, LinearPrecision.FLOAT32, true);
    exporter.addScores(exporter.trunk(layer), layer, OUTPUT);
    exporter.writeTranscriber(file, model);
  }

  /** Writes a model that classifies, for batches that are padded. */
  public static void writePaddableClassification(Path file, ModelFolder model) throws IOException {
    writeClassification(file, model, new OnnxExporter(model, LinearPrecision.FLOAT32, true));
  }

  private void writeTranscriber(Path file, ModelFolder model) throws IOException {
    Vocabulary vocabulary = model.vocabulary().orElseThrow();
    Map<String, String> metadata = metadata(model);
    metadata.put("vocabulary", HuggingFaceJson.list(vocabulary.tokens()));
    metadata.put("blank", Integer.toString(vocabulary.blank()));
    write(file, metadata);
  }

  /** Writes a model that classifies: {@code logits} is [batch_size, labels]. */
  public static void writeClassification(Path file, ModelFolder model, LinearPrecision precision)
      throws IOException {
    writeClassification(file, model, new OnnxExporter(model, precision));
  }

  private static void writeClassification(Path file, ModelFolder model, OnnxExporter exporter)
      throws IOException {
    exporter.addClassifier();
    Map<String, String> metadata = metadata(model);
    metadata.put(
        "labels", HuggingFaceJson.list(model.configuration().classificationHead().labels()));
    exporter.write(file, metadata);
  }

  /** The output of an early exit. */
  public static String exitOutput(int layer) {
    return OUTPUT + "_" + layer;
  }

  private void addScores(List<String> states, int layer, String output) {
    EarlyExits exits = configuration.earlyExits();
    String own = TensorNames.exitHead(layer);
    boolean last = layer == configuration.contextNetwork().layers();
    String head = last || exits.sharedHead() ? TensorNames.HEAD : own;
    String use = last ? TensorNames.HEAD : own;
    graph.node("Identity", output, List.of(layers.head(head, use, states.get(layer))));
    graph.output(output, "batch_size", "frames", configuration.ctcHead().vocabularySize());
  }

  private void addClassifier() {
    Optional<PaddingMasks> masks = inputs();
    List<String> states = trunk(masks, configuration.contextNetwork().layers());
    String hidden =
        configuration.classificationHead().weightedLayerSum()
            ? weightedSum(states)
            : states.get(states.size() - 1);
    String projected = layers.head("projector", hidden);
    String pooled =
        masks
            .map(mask -> mask.mean("pooled", projected))
            .orElseGet(
                () ->
                    graph.node(
                        "ReduceMean",
                        "pooled",
                        List.of(projected, graph.constant(new long[] {1})),
                        OnnxGraph.attribute("keepdims", 0)));
    graph.node("Identity", OUTPUT, List.of(layers.head("classifier", pooled)));
    graph.output(OUTPUT, "batch_size", weights.tensor("classifier.weight").shape()[0]);
  }

  private String weightedSum(List<String> states) {
    double[] shares = weights.softmax("layer_weights");
    String sum = null;
    for (int index = 0; index < shares.length; index++) {
      String share = graph.constant((float) shares[index]);
      String part = graph.node("Mul", "weighted/" + index, List.of(states.get(index), share));
      sum = sum == null ? part : layers.add("weighted/sum_" + index, sum, part);
    }
    return sum;
  }

  private List<String> trunk(int blocks) {
    return trunk(inputs(), blocks);
  }

  private List<String> trunk(Optional<PaddingMasks> masks, int blocks) {
    return new TrunkGraph(graph, weights, layers, configuration, masks).hiddenStates(INPUT, blocks);
  }

  private Optional<PaddingMasks> inputs() {
    graph.input(INPUT, "batch_size", "sequence_length");
    return paddable ? Optional.of(PaddingMasks.add(graph, configuration)) : Optional.empty();
  }

  private static Map<String, String> metadata(ModelFolder model) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("model_type", "wav2vec2");
    metadata.put("sampling_rate", Integer.toString(model.featureExtractor().sampleRateHz()));
    metadata.put("do_normalize", Boolean.toString(model.featureExtractor().normalise()));
    return metadata;
  }

  private void write(Path file, Map<String, String> metadata) throws IOException {
    ModelProto beforeGraph =
        ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("wavetrain").build();
    ModelProto.Builder afterGraph =
        ModelProto.newBuilder()
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET));
    metadata.forEach(
        (key, value) ->
            afterGraph.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    long size = graph.size();
    if (size > GREATEST_GRAPH) {
      throw new UserFailure(
          ModelError.MODEL_TOO_LARGE_FOR_ONNX,
          "The model takes %d bytes as ONNX, of which a file cannot hold more than %d."
              .formatted(size, GREATEST_GRAPH),
          "Use the model's safetensors, or export one with fewer layers.");
    }
    try (OutputStream stream = Files.newOutputStream(file)) {
      CodedOutputStream output = CodedOutputStream.newInstance(stream, BUFFER_BYTES);
      beforeGraph.writeTo(output);
      output.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
      output.writeUInt64NoTag(size);
      graph.writeTo(output);
      afterGraph.build().writeTo(output);
      output.flush();
    }
  }
}
