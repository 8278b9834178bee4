package org.wavetrain.export;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.training.setup.TrainingStart;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;

/** {@code README.md} of an export: where the model comes from, how good it is, how to use it. */
final class ModelCard {
  private static final JsonMapper JSON = new JsonMapper();

  private final ModelFolder model;
  private final Optional<ModelFolder> classifier;
  private final Manifest training;
  private final TrainingStart start;
  private final CorpusDescription corpus;
  private final Map<String, Object> trainingParameters;
  private final Map<String, Double> metrics;

  /**
   * @param model the transcriber
   * @param trained the transcriber's checkpoint
   * @param corpus the corpus that it was trained and tested on
   * @param evaluation the artifact with its {@code metrics.json}
   */
  ModelCard(
      ModelFolder model,
      Optional<ModelFolder> classifier,
      ArtifactReader trained,
      CorpusSummary corpus,
      Optional<ArtifactReader> evaluation)
      throws IOException {
    this.model = model;
    this.classifier = classifier;
    this.training = trained.manifest();
    this.start = TrainingStart.read(trained);
    this.corpus = new CorpusDescription(corpus);
    this.trainingParameters =
        new TreeMap<>(
            JSON.readValue(training.parameters(), new TypeReference<Map<String, Object>>() {}));
    this.metrics = new TreeMap<>();
    if (evaluation.isPresent()) {
      try (InputStream content = evaluation.get().open("metrics.json")) {
        metrics.putAll(JSON.readValue(content, new TypeReference<Map<String, Double>>() {}));
      }
    }
  }

  String text(ModelUse use) {
    return """
    ---
    library_name: transformers
    pipeline_tag: automatic-speech-recognition
    tags:
    - wav2vec2
    - onnx
    metrics:
    - wer
    - cer
    ---

    # wav2vec 2.0 speech recognition

    Transcribes 16 kHz mono speech. Trained with Wavetrain.

    """
        + "## Model\n\n"
        + MarkdownTable.of("Property", "Value", properties())
        + "\n## Training\n\n"
        + corpus.tables()
        + "\nParameters of the last training stage:\n\n"
        + MarkdownTable.of("Parameter", "Value", usedParameters())
        + evaluation()
        + "\n## Limits\n\n"
        + ModelLimits.of(model, trainingParameters, metrics, corpus)
        + "\n"
        + use.text()
        + classifier.map(ModelCard::classification).orElse("");
  }

  private static String classification(ModelFolder classifier) {
    return """
    `classifier/` holds a second model in the same layout, for `Wav2Vec2ForSequenceClassification`:
    it puts a recording into one of %s. Its `logits` are [batch_size, labels].
    """
        .formatted(String.join(", ", classifier.configuration().classificationHead().labels()));
  }

  private Map<String, Object> properties() {
    ContextNetwork network = model.configuration().contextNetwork();
    Map<String, Object> properties = new TreeMap<>();
    properties.put(
        "Parameters", model.tensors().values().stream().mapToLong(Tensor::elements).sum());
    properties.put("Transformer blocks", network.layers());
    properties.put("Width", network.hiddenSize());
    properties.put("Attention heads", network.attentionHeads());
    properties.put("Symbols, blank included", model.configuration().ctcHead().vocabularySize());
    if (!model.configuration().earlyExits().layers().isEmpty()) {
      properties.put("Exits after blocks", model.configuration().earlyExits().layers());
    }
    properties.put("Started from", started());
    properties.put("Checkpoint", "`" + training.key() + "`");
    properties.put("Seed", training.seed());
    return properties;
  }

  private String started() {
    if (start instanceof TrainingStart.Source source) {
      return "the model folder `" + source.name() + "`";
    }
    return start instanceof TrainingStart.Trained trained
        ? "a model of the stage %s, content `%s`"
            .formatted(trained.stage(), trained.content().abbreviated())
        : "random weights";
  }

  /** Without those that had no effect. */
  private Map<String, Object> usedParameters() {
    Map<String, Object> used = new TreeMap<>(trainingParameters);
    if (!(start instanceof TrainingStart.Nothing)) {
      used.remove("size");
    }
    if (used.get("epochs") instanceof Number epochs && epochs.doubleValue() > 0) {
      used.remove("steps");
    }
    return used;
  }

  private String evaluation() {
    if (metrics.isEmpty()) {
      return "\n## Evaluation\n\nNot evaluated.\n";
    }
    Map<String, Object> figures = new TreeMap<>();
    metrics.forEach((name, value) -> figures.put(name, number(value)));
    return "\n## Evaluation\n\n" + MarkdownTable.of("Figure", "Value", figures);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.4f", value);
  }
}
