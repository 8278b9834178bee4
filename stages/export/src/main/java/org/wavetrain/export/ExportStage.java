package org.wavetrain.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageContext;
import org.wavetrain.training.setup.CorpusInputs;
import org.wavetrain.training.setup.StartModel;
import org.wavetrain.wav2vec2.format.ModelFolder;

/**
 * Turns checkpoints into what others can use: a Hugging Face folder with the weights and an ONNX
 * file, which is published only if ONNX Runtime computes from it what the engine computes from the
 * checkpoint. Beside it is a file in 8 bits, with what its rounding costs. The transcriber is at
 * the root, the classifier below {@code classifier/}.
 */
public final class ExportStage implements Stage {
  private static final String CLASSIFIER = "classifier";
  private static final String FURTHER_CORPORA = "further_corpora";
  private static final String PARITY_UTTERANCES = "parity_utterances";
  private static final String EXITS = "exits";
  private static final String INTEGERS = "int8";
  private static final String INTEGER_UTTERANCES = "int8_utterances";
  private static final String LANGUAGE = "language";
  private static final String LICENCE = "license";
  private static final int STEPS = 5;

  @Override
  public StageDescriptor descriptor() {
    return new StageDescriptor(
        "export",
        "11",
        "Writes models in Hugging Face's layout and as ONNX, and checks that both compute the"
            + " same.",
        List.of(
            new InputPort("corpus", List.of("ingest"), true, false),
            new InputPort("transcriber", List.of("finetune"), true, false),
            new InputPort(CLASSIFIER, List.of("classify"), false, false),
            new InputPort("evaluation", List.of("evaluate"), false, false),
            new InputPort(FURTHER_CORPORA, List.of("ingest", "augment"), false, true),
            new InputPort(StartModel.PORT, List.of("pretrain", "finetune"), false, false)),
        List.of(
            Parameter.integer(
                PARITY_UTTERANCES,
                8,
                1,
                1000,
                "How many recordings of the test split the exported models are checked with."),
            Parameter.choice(
                EXITS,
                "together",
                List.of("together", "separate"),
                "Whether early exits are further outputs of one ONNX file, or a file each."),
            Parameter.choice(
                INTEGERS,
                "portable",
                List.of("none", "portable", "full"),
                "Whether there are 8-bit ONNX files too: with weights of 7 bits, with which every"
                    + " processor computes the same, or of 8."),
            Parameter.integer(
                INTEGER_UTTERANCES,
                1000,
                1,
                1_000_000,
                "How many recordings of the test split both the 8-bit and the full transcriber"
                    + " are tested on, to compare their word error rates."),
            Parameter.text(
                LANGUAGE, "", "The language of the speech for the model card, such as en."),
            Parameter.text(
                LICENCE, "", "The licence of the models for the model card, such as apache-2.0.")),
        2000);
  }

  @Override
  public Duration roughEstimate(Parameters parameters) {
    boolean compared = !parameters.text(INTEGERS).equals("none");
    return Duration.ofSeconds(10 + parameters.integer(PARITY_UTTERANCES) / 4 + (compared ? 15 : 0));
  }

  @Override
  public void run(StageContext context) throws IOException {
    Path export = Files.createDirectory(context.workDirectory().resolve("export"));
    ArtifactReader trained = context.input("transcriber");
    CorpusReader corpus = CorpusReader.open(context.input("corpus"));
    new CorpusInputs(context.log())
        .add(context.input("corpus"), corpus.summary(), EnumSet.of(Split.TEST));

    ExitFiles exits = ExitFiles.parse(context.parameters().text(EXITS));
    Integers integers = Integers.parse(context.parameters().text(INTEGERS));
    ExportWriter writer = new ExportWriter(exits, integers);

    progress(context, 0);
    ModelFolder transcriber = download(context, trained, "transcriber");
    writer.writeTranscriber(transcriber, export);
    Optional<ModelFolder> classifier = Optional.empty();
    Optional<ArtifactReader> trainedClassifier = context.optionalInput(CLASSIFIER);
    if (trainedClassifier.isPresent()) {
      classifier = Optional.of(download(context, trainedClassifier.get(), CLASSIFIER));
      writer.writeClassifier(classifier.get(), export.resolve(CLASSIFIER));
    }

    progress(context, 1);
    TestRecordings recordings =
        new TestRecordings(corpus, transcriber.configuration().featureEncoder().receptiveField());
    ParityCheck check =
        ParityCheck.with(recordings, (int) context.parameters().integer(PARITY_UTTERANCES));
    Parity transcriberParity = check.transcriber(transcriber, export, exits);
    log(context, "parity_transcriber", transcriberParity);
    progress(context, 2);
    Optional<Parity> classifierParity =
        classifier.map(model -> check.classifier(model, export.resolve(CLASSIFIER)));
    classifierParity.ifPresent(parity -> log(context, "parity_classifier", parity));

    progress(context, 3);
    Optional<IntegerAccuracy> integerAccuracy = Optional.empty();
    if (integers.precision().isPresent()) {
      integerAccuracy =
          IntegerAccuracy.measure(
              recordings,
              (int) context.parameters().integer(INTEGER_UTTERANCES),
              export,
              integers.precision().get());
    }
    if (integerAccuracy.isPresent()) {
      log(context, integerAccuracy.get());
      Files.writeString(export.resolve("quantization.json"), integerAccuracy.get().toJson());
    }

    progress(context, 4);
    Files.writeString(
        export.resolve("parity.json"), Parity.toJson(transcriberParity, classifierParity));
    ModelCard card =
        new ModelCard(
            new CardInputs(
                transcriber,
                classifier,
                trained,
                trainedClassifier,
                context.input("corpus"),
                context.inputs(FURTHER_CORPORA),
                context.optionalInput(StartModel.PORT),
                context.optionalInput("evaluation"),
                context.parameters().text(LANGUAGE),
                context.parameters().text(LICENCE)));
    ModelUse use =
        new ModelUse(transcriber, classifier, writer, transcriberParity, integerAccuracy);
    String text = card.text(use, export);
    context.output().putAll("", export);
    context.output().putCircumstances("README.md", text.getBytes(UTF_8));
    progress(context, STEPS);
  }

  private static ModelFolder download(StageContext context, ArtifactReader artifact, String name)
      throws IOException {
    Path folder = Files.createDirectory(context.workDirectory().resolve(name));
    CheckpointFiles.download(artifact, folder);
    return ModelFolder.readComplete(folder);
  }

  private static void log(StageContext context, String name, Parity parity) {
    context.log().metric(name + "_maximum_difference", parity.maximumDifference(), 0);
    context.log().metric(name + "_mean_difference", parity.meanDifference(), 0);
    context.log().parameters(Map.of(name + "_utterances", Integer.toString(parity.utterances())));
  }

  private static void log(StageContext context, IntegerAccuracy accuracy) {
    context.log().metric("wer_float32", accuracy.wer(), 0);
    context.log().metric("wer_int8", accuracy.integerWer(), 0);
    context.log().metric("wer_int8_difference_points", accuracy.differencePoints(), 0);
    if (!accuracy.tolerable()) {
      context
          .progress()
          .message(
              "in 8 bits the word error rate differs by %.1f points: prefer the file in 32 bits"
                  .formatted(accuracy.differencePoints()));
    }
  }

  private static void progress(StageContext context, int done) {
    context.progress().update(done, STEPS, "steps", Map.of());
  }
}
