package org.wavetrain.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.BatchClassifier;
import org.wavetrain.recognition.BatchTranscriber;
import org.wavetrain.recognition.Classification;
import org.wavetrain.recognition.TextDecoder;
import org.wavetrain.recognition.Transcript;
import org.wavetrain.recognition.Transcriptions;
import org.wavetrain.service.Answer;
import org.wavetrain.service.AnswerFormat;
import org.wavetrain.service.ModelDescription;
import org.wavetrain.service.SpeechModel;
import org.wavetrain.service.SpeechTask;
import org.wavetrain.tracking.ModelVersion;

/** What an export holds, for the service: a transcriber, a classifier, or both. */
final class ServedSpeech implements SpeechModel {
  private static final String VOCABULARY = "vocab.json";

  private final ModelDescription description;
  private final Optional<BatchTranscriber> transcriber;
  private final Optional<BatchClassifier> classifier;
  private final TextDecoder decoder;

  private ServedSpeech(
      ModelDescription description,
      Optional<BatchTranscriber> transcriber,
      Optional<BatchClassifier> classifier,
      TextDecoder decoder) {
    this.description = description;
    this.transcriber = transcriber;
    this.classifier = classifier;
    this.decoder = decoder;
  }

  /**
   * Loads what a folder holds.
   *
   * @param exit the layer after which the transcriber is left; the last if empty
   * @throws UserFailure when it holds no model, or a file of it is missing or damaged
   */
  static ServedSpeech load(FoundModel found, TextDecoder decoder, OptionalInt exit) {
    return load(
        found, decoder, folder -> BatchTranscriber.open(folder, exit), BatchClassifier::open);
  }

  /** As the other one, with what opens the parts. */
  static ServedSpeech load(
      FoundModel found,
      TextDecoder decoder,
      Function<Path, BatchTranscriber> transcribers,
      Function<Path, BatchClassifier> classifiers) {
    Path folder = found.folder();
    boolean transcribes = Files.exists(folder.resolve(VOCABULARY));
    Path inside = folder.resolve(ClassifyCommand.FOLDER);
    Optional<Path> classifies =
        Files.isDirectory(inside)
            ? Optional.of(inside)
            : Optional.of(folder).filter(path -> !transcribes);
    Optional<BatchTranscriber> transcriber =
        transcribes ? Optional.of(transcribers.apply(folder)) : Optional.empty();
    try {
      return new ServedSpeech(
          description(found), transcriber, classifies.map(classifiers), decoder);
    } catch (RuntimeException | Error failure) {
      transcriber.ifPresent(BatchTranscriber::close);
      throw failure;
    }
  }

  private static ModelDescription description(FoundModel found) {
    // Where it is on the machine is nobody's business who asks over the network.
    Path name = found.folder().toAbsolutePath().normalize().getFileName();
    return new ModelDescription(
        found.version().map(ModelVersion::model).orElse(String.valueOf(name)),
        found.version().map(ModelVersion::version),
        found.digest().map(Sha256::toString));
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Set<SpeechTask> tasks() {
    Set<SpeechTask> tasks = EnumSet.noneOf(SpeechTask.class);
    transcriber.ifPresent(model -> tasks.add(SpeechTask.TRANSCRIBE));
    classifier.ifPresent(model -> tasks.add(SpeechTask.CLASSIFY));
    return tasks;
  }

  @Override
  public Set<AnswerFormat> formats(SpeechTask task) {
    return task == SpeechTask.TRANSCRIBE
        ? EnumSet.allOf(AnswerFormat.class)
        : EnumSet.of(AnswerFormat.JSON, AnswerFormat.TEXT);
  }

  @Override
  public List<Answer> hear(SpeechTask task, List<float[]> recordings, Runnable between) {
    if (task == SpeechTask.CLASSIFY) {
      return classifier.orElseThrow().classify(recordings, between).stream()
          .map(found -> found.map(this::answer).orElseGet(ServedSpeech::silence))
          .toList();
    }
    BatchTranscriber model = transcriber.orElseThrow();
    Transcriptions transcriptions = new Transcriptions(model.vocabulary(), decoder);
    return model.scores(recordings, between).stream()
        .map(transcriptions::of)
        .map(found -> (Answer) format -> written(found, format))
        .toList();
  }

  private Answer answer(Classification found) {
    return format -> written(found, format);
  }

  private static Answer silence() {
    return format -> {
      throw Classification.ofSilence("The recording");
    };
  }

  private String written(Transcript found, AnswerFormat format) {
    return format == AnswerFormat.JSON
        ? named(TranscriptJson.of(found))
        : TranscriptFormat.valueOf(format.name()).written(found);
  }

  private String written(Classification found, AnswerFormat format) {
    return format == AnswerFormat.JSON
        ? named(ClassificationJson.of(found))
        : found.likeliest().label() + "\n";
  }

  private String named(ObjectNode object) {
    return description.describe(object) + "\n";
  }

  @Override
  public void close() {
    transcriber.ifPresent(BatchTranscriber::close);
    classifier.ifPresent(BatchClassifier::close);
  }
}
