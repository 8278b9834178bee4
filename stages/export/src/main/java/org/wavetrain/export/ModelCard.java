package org.wavetrain.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;
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
  private final CardInputs inputs;
  private final TrainingStart start;
  private final CorpusReader corpus;
  private final Lineage lineage;
  private final CorpusDescription description;
  private final List<CorpusSource> sources;
  private final EvaluationFigures evaluation;

  ModelCard(CardInputs inputs) throws IOException {
    this.inputs = inputs;
    this.start = TrainingStart.read(inputs.trained());
    this.corpus = CorpusReader.open(inputs.corpus());
    this.lineage = Lineage.of(inputs);
    this.description = CorpusDescription.read(inputs.corpus());
    this.sources = sources(corpus, lineage);
    this.evaluation =
        inputs.evaluation().isPresent()
            ? EvaluationFigures.read(inputs.evaluation().get())
            : EvaluationFigures.NONE;
  }

  /** Those that the models were trained or tested on, by name. */
  private static List<CorpusSource> sources(CorpusReader corpus, Lineage lineage)
      throws IOException {
    Map<String, CorpusSource> sources = new TreeMap<>();
    corpus.summary().sources().forEach(source -> sources.put(source.name(), source));
    for (ArtifactReader further : lineage.furtherCorpora()) {
      CorpusReader.open(further)
          .summary()
          .sources()
          .forEach(source -> sources.putIfAbsent(source.name(), source));
    }
    return List.copyOf(sources.values());
  }

  /**
   * @param folder the exported files, all but the card
   */
  String text(ModelUse use, Path folder) throws IOException {
    Map<String, Object> parameters = CardSettings.parameters(inputs.trained().manifest());
    Optional<String> caveat = new SyntheticSources(sources).caveat();
    return frontMatter().text()
        + "\n# "
        + title()
        + "\n\n"
        + task()
        + caveat.map("\n**%s**\n"::formatted).orElse("")
        + new CardResults(evaluation).text()
        + "\n## Limits\n\n"
        + ModelLimits.of(
            inputs.transcriber(),
            parameters,
            evaluation,
            description,
            caveat,
            NoiseLevels.of(corpus, evaluation))
        + "\n"
        + use.text()
        + "## Data\n\n"
        + description.text()
        + new TrainingData(lineage).text()
        + "\n## Training\n\n"
        + MarkdownTable.of("Property", "Value", properties())
        + curves()
        + "\n### Compute\n\n"
        + new CardCompute(inputs, lineage).text()
        + "\n### Settings\n\n"
        + new CardSettings(inputs, lineage).text()
        + "\n## Digests\n\n"
        + new CardDigests(inputs, lineage, folder).text();
  }

  private FrontMatter frontMatter() throws IOException {
    return new FrontMatter(
        title(),
        inputs.language(),
        inputs.licence(),
        lineage.origin() instanceof TrainingStart.Source source
            ? Optional.of(source.name())
            : Optional.empty(),
        inputs.classifier().isPresent(),
        sources,
        description.contents(),
        evaluation);
  }

  private String title() {
    String corpora = String.join(" and ", description.contents().transcribedAnywhere());
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

  private Map<String, Object> properties() throws IOException {
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
    properties.put("Started from", words(start));
    if (inputs.trainedClassifier().isPresent()) {
      properties.put(
          "Classifier started from", words(TrainingStart.read(inputs.trainedClassifier().get())));
    }
    properties.put("Seed", inputs.trained().manifest().seed());
    return properties;
  }

  private static String words(TrainingStart start) {
    if (start instanceof TrainingStart.Source source) {
      return "the model folder `" + source.name() + "`";
    }
    return start instanceof TrainingStart.Trained trained
        ? "a model of the stage %s, content `%s`"
            .formatted(trained.stage(), trained.content().abbreviated())
        : "random weights";
  }

  private String curves() throws IOException {
    StringBuilder curves = new StringBuilder();
    for (ArtifactReader training : lineage.trainings()) {
      curves.append(
          "\nThe training of `%s`, evaluated on the validation split:\n\n%s"
              .formatted(training.manifest().key().stage(), TrainingCurve.read(training).text()));
    }
    return curves.toString();
  }
}
