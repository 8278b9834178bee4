package org.wavetrain.export;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.training.setup.TrainingStart;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;

/**
 * {@code README.md} of an export: where the models come from, how good they are and for whom, and
 * how to use them.
 */
final class ModelCard {
  private static final JsonMapper JSON = new JsonMapper();

  private final CardInputs inputs;
  private final TrainingStart start;
  private final CorpusReader corpus;
  private final CorpusDescription description;
  private final EvaluationFigures evaluation;

  ModelCard(CardInputs inputs) throws IOException {
    this.inputs = inputs;
    this.start = TrainingStart.read(inputs.trained());
    this.corpus = CorpusReader.open(inputs.corpus());
    this.description = CorpusDescription.read(inputs.corpus(), corpus.summary());
    this.evaluation =
        inputs.evaluation().isPresent()
            ? EvaluationFigures.read(inputs.evaluation().get())
            : EvaluationFigures.NONE;
  }

  /**
   * @param folder the exported files, all but the card
   */
  String text(ModelUse use, Path folder) throws IOException {
    Map<String, Object> parameters = parameters(inputs.trained().manifest());
    return frontMatter().text()
        + "\n# "
        + title()
        + "\n\n"
        + task()
        + new CardResults(evaluation).text()
        + "\n## Limits\n\n"
        + ModelLimits.of(
            inputs.transcriber(),
            parameters,
            evaluation,
            description,
            NoiseLevels.of(corpus, evaluation))
        + "\n"
        + use.text()
        + "## Data\n\n"
        + description.text()
        + "\n## Training\n\n"
        + MarkdownTable.of("Property", "Value", properties())
        + "\nThe training, evaluated on the validation split:\n\n"
        + TrainingCurve.read(inputs.trained()).text()
        + classifierCurve()
        + "\n### Compute\n\n"
        + new CardCompute(inputs).text()
        + "\n### Settings\n\n"
        + settings()
        + "\n## Digests\n\n"
        + new CardDigests(inputs, start, folder).text();
  }

  private FrontMatter frontMatter() {
    return new FrontMatter(
        title(),
        inputs.language(),
        inputs.licence(),
        start instanceof TrainingStart.Source source
            ? Optional.of(source.name())
            : Optional.empty(),
        inputs.classifier().isPresent(),
        corpus.summary().sources(),
        evaluation);
  }

  private String title() {
    String corpora =
        corpus.summary().sources().stream()
            .map(CorpusSource::name)
            .collect(Collectors.joining(" and "));
    return "wav2vec 2.0 speech recognition" + (corpora.isEmpty() ? "" : " of " + corpora);
  }

  private String task() {
    return "Transcribes 16 kHz mono speech. %sTrained with Wavetrain. %s %s\n"
        .formatted(
            inputs
                .classifier()
                .map(
                    model ->
                        "`classifier/` holds a second model, which puts a recording into one of %s. "
                            .formatted(
                                String.join(
                                    ", ", model.configuration().classificationHead().labels())))
                .orElse(""),
            inputs.language().isEmpty()
                ? "Its language was not stated (`export.language`)."
                : "Its language is `%s`.".formatted(inputs.language()),
            inputs.licence().isEmpty()
                ? "Its licence was not stated (`export.license`); those of its data are below."
                : "Its licence is `%s`; those of its data are below.".formatted(inputs.licence()));
  }

  private Map<String, Object> properties() {
    ModelFolder model = inputs.transcriber();
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
    properties.put("Seed", inputs.trained().manifest().seed());
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

  private String classifierCurve() throws IOException {
    return inputs.trainedClassifier().isEmpty()
        ? ""
        : "\nThe classifier's:\n\n" + TrainingCurve.read(inputs.trainedClassifier().get()).text();
  }

  private String settings() throws IOException {
    StringBuilder settings = new StringBuilder();
    settings.append(settings(inputs.corpus().manifest(), parameters(inputs.corpus().manifest())));
    settings.append(settings(inputs.trained().manifest(), used()));
    if (inputs.trainedClassifier().isPresent()) {
      Manifest classify = inputs.trainedClassifier().get().manifest();
      settings.append(settings(classify, parameters(classify)));
    }
    if (inputs.evaluation().isPresent()) {
      Manifest evaluate = inputs.evaluation().get().manifest();
      settings.append(settings(evaluate, parameters(evaluate)));
    }
    return settings.toString();
  }

  private static String settings(Manifest made, Map<String, Object> parameters) {
    return "<details><summary>%s, code version %s</summary>\n\n%s\n</details>\n"
        .formatted(
            made.key().stage(),
            made.codeVersion(),
            MarkdownTable.of("Parameter", "Value", written(parameters)));
  }

  /** As code, since characters of Markdown are among them. */
  private static Map<String, Object> written(Map<String, Object> parameters) {
    Map<String, Object> written = new TreeMap<>();
    parameters.forEach(
        (name, value) ->
            written.put(
                name,
                value instanceof String text && !text.matches("[A-Za-z0-9_ ./-]*")
                    ? "`` " + text + " ``"
                    : String.format(Locale.ROOT, "%s", value)));
    return written;
  }

  /** Without those that had no effect. */
  private Map<String, Object> used() throws IOException {
    Map<String, Object> used = parameters(inputs.trained().manifest());
    if (!(start instanceof TrainingStart.Nothing)) {
      used.remove("size");
    }
    if (used.get("epochs") instanceof Number epochs && epochs.doubleValue() > 0) {
      used.remove("steps");
    }
    return used;
  }

  private static Map<String, Object> parameters(Manifest manifest) throws IOException {
    return new TreeMap<>(
        JSON.readValue(manifest.parameters(), new TypeReference<Map<String, Object>>() {}));
  }
}
