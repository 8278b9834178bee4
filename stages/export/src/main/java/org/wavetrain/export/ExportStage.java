package org.wavetrain.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageContext;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;

/**
 * Turns checkpoints into what others can use: a Hugging Face folder with the weights and an ONNX
 * file, which is published only if ONNX Runtime computes from it what the engine computes from the
 * checkpoint. The transcriber is at the root, the classifier below {@code classifier/}.
 */
public final class ExportStage implements Stage {
  private static final String CLASSIFIER = "classifier";
  private static final String PARITY_UTTERANCES = "parity_utterances";
  private static final int STEPS = 4;

  @Override
  public StageDescriptor descriptor() {
    return new StageDescriptor(
        "export",
        "2",
        "Writes models in Hugging Face's layout and as ONNX, and checks that both compute the same.",
        List.of(
            new InputPort("corpus", List.of("ingest"), true, false),
            new InputPort("transcriber", List.of("finetune"), true, false),
            new InputPort(CLASSIFIER, List.of("classify"), false, false),
            new InputPort("evaluation", List.of("evaluate"), false, false)),
        List.of(
            Parameter.integer(
                PARITY_UTTERANCES,
                8,
                1,
                1000,
                "How many recordings of the test split the exported models are checked with.")),
        2000);
  }

  @Override
  public Duration roughEstimate(Parameters parameters) {
    return Duration.ofSeconds(10 + parameters.integer(PARITY_UTTERANCES) / 4);
  }

  @Override
  public void run(StageContext context) throws IOException {
    Path export = Files.createDirectory(context.workDirectory().resolve("export"));
    ArtifactReader trained = context.input("transcriber");
    CorpusReader corpus = CorpusReader.open(context.input("corpus"));

    progress(context, 0);
    ModelFolder transcriber = download(context, trained, "transcriber");
    writeTranscriber(transcriber, export);
    Optional<ModelFolder> classifier = Optional.empty();
    Optional<ArtifactReader> trainedClassifier = context.optionalInput(CLASSIFIER);
    if (trainedClassifier.isPresent()) {
      classifier = Optional.of(download(context, trainedClassifier.get(), CLASSIFIER));
      writeClassifier(classifier.get(), export.resolve(CLASSIFIER));
    }

    progress(context, 1);
    ParityCheck check =
        ParityCheck.with(
            corpus,
            transcriber.configuration().featureEncoder().receptiveField(),
            (int) context.parameters().integer(PARITY_UTTERANCES));
    Parity transcriberParity = check.transcriber(transcriber, export);
    log(context, "parity_transcriber", transcriberParity);
    progress(context, 2);
    Optional<Parity> classifierParity =
        classifier.map(model -> check.classifier(model, export.resolve(CLASSIFIER)));
    classifierParity.ifPresent(parity -> log(context, "parity_classifier", parity));

    progress(context, 3);
    Files.writeString(
        export.resolve("parity.json"), Parity.toJson(transcriberParity, classifierParity));
    ModelCard card =
        new ModelCard(
            transcriber,
            classifier,
            trained.manifest(),
            corpus.summary(),
            context.optionalInput("evaluation"));
    Files.writeString(export.resolve("README.md"), card.text(transcriberParity));
    context.output().putAll("", export);
    progress(context, STEPS);
  }

  private static ModelFolder download(StageContext context, ArtifactReader artifact, String name)
      throws IOException {
    Path folder = Files.createDirectory(context.workDirectory().resolve(name));
    CheckpointFiles.download(artifact, folder);
    return ModelFolder.read(folder);
  }

  private static void writeTranscriber(ModelFolder model, Path folder) throws IOException {
    if (model.vocabulary().isEmpty()) {
      throw CheckpointFiles.unsuitable("The transcriber has no vocab.json.");
    }
    write(model, Architecture.CTC, folder);
    Files.writeString(folder.resolve("tokens.txt"), TokenList.of(model.vocabulary().get()));
    OnnxExporter.writeCtc(folder.resolve(OnnxModel.FILE), model);
  }

  private static void writeClassifier(ModelFolder model, Path folder) throws IOException {
    if (model.configuration().classificationHead().labels().isEmpty()) {
      throw CheckpointFiles.unsuitable("The classifier's config.json has no id2label.");
    }
    write(model, Architecture.CLASSIFICATION, folder);
    OnnxExporter.writeClassification(folder.resolve(OnnxModel.FILE), model);
  }

  private static void write(ModelFolder model, Architecture architecture, Path folder)
      throws IOException {
    new ModelFolder(
            model.configuration().withArchitecture(architecture),
            model.tensors(),
            model.featureExtractor(),
            model.vocabulary())
        .write(folder);
    Files.createDirectories(folder.resolve(OnnxModel.FILE).getParent());
  }

  private static void log(StageContext context, String name, Parity parity) {
    context.log().metric(name + "_maximum_difference", parity.maximumDifference(), 0);
    context.log().metric(name + "_mean_difference", parity.meanDifference(), 0);
    context.log().parameters(Map.of(name + "_utterances", Integer.toString(parity.utterances())));
  }

  private static void progress(StageContext context, int done) {
    context.progress().update(done, STEPS, "steps", Map.of());
  }
}
