package org.wavetrain.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.DividedBy;
import org.wavetrain.corpus.SpeakerUnit;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.StatedLicence;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.testing.SmallModels;
import org.wavetrain.training.setup.TrainingStart;
import org.wavetrain.wav2vec2.format.ModelFolder;

/** The export stage with small models and a corpus of noise, of which two test recordings fit. */
final class SmallExport {
  private final Path directory;
  private final Map<String, InMemoryArtifact> inputs = new TreeMap<>();

  /**
   * @param directory an empty folder
   */
  SmallExport(Path directory) throws IOException {
    this.directory = directory;
    SmallModels.transcriber().write(transcriber());
    SmallModels.classifier().write(classifier());
    new TrainingStart.Nothing().write(classifier());
    corpus(
        SpeakerUnit.PERSON,
        utterance("train-1", Split.TRAIN, 5000),
        utterance("test-1", Split.TEST, 8000),
        utterance("test-2", Split.TEST, 399),
        utterance("test-3", Split.TEST, 6543));
    transcriber(ModelFolder.read(transcriber()));
  }

  /** The folder of the model that transcribes. */
  Path transcriber() {
    return directory.resolve("transcriber");
  }

  /** The folder of the model that classifies. */
  Path classifier() {
    return directory.resolve("classifier");
  }

  /** What is behind an input. */
  InMemoryArtifact input(String port) {
    return inputs.get(port);
  }

  /** Puts an empty artifact behind an input. */
  InMemoryArtifact artifact(String stage, String port) {
    InMemoryArtifact artifact =
        new InMemoryArtifact(
            stage,
            "{\"epochs\":2.5,\"learning_rate\":0.001,\"maximum_seconds\":15.5,\"size\":\"nano\",\"steps\":2400}");
    inputs.put(port, artifact);
    return artifact;
  }

  /** Puts a model behind the input of those that transcribe. */
  void transcriber(ModelFolder model) throws IOException {
    artifact("finetune", "transcriber").putAll("", written(model));
    start(new TrainingStart.Source("wav2vec2-base"));
  }

  /** Says what the transcriber was trained from. */
  void start(TrainingStart start) throws IOException {
    Path folder = Files.createTempDirectory(directory, "start");
    start.write(folder);
    input("transcriber").putAll("", folder);
    input("transcriber").put("trainer/state.json", "{}".getBytes(UTF_8));
  }

  /** Puts a corpus of noise behind its input. */
  void corpus(SpeakerUnit speakers, Utterance... utterances) throws IOException {
    corpus(artifact("ingest", "corpus"), "", speakers, utterances);
  }

  /** Puts a corpus of noise into an artifact; its source says how it was synthesized, if so. */
  void corpus(
      InMemoryArtifact artifact, String synthesis, SpeakerUnit speakers, Utterance... utterances)
      throws IOException {
    try (CorpusWriter writer =
        new CorpusWriter(artifact, Files.createTempDirectory(directory, "shards"))) {
      for (int index = 0; index < utterances.length; index++) {
        writer.add(utterances[index], Noise.samples(utterances[index].samples(), index + 1));
      }
      writer.finish(
          List.of(
              new CorpusSource(
                  "made",
                  "timit",
                  speakers,
                  DividedBy.CORPUS,
                  List.of("validation"),
                  StatedLicence.NONE,
                  synthesis)),
          Map.of());
    }
  }

  static Utterance utterance(String id, Split split, int samples) {
    return new Utterance(
        id,
        "made",
        id.substring(0, 4),
        split,
        Optional.of("ab a"),
        Optional.empty(),
        samples,
        Optional.empty());
  }

  InMemoryStageContext run() throws IOException {
    return run(Map.of("parity_utterances", 2L));
  }

  InMemoryStageContext run(Map<String, Object> parameters) throws IOException {
    ExportStage stage = new ExportStage();
    InMemoryStageContext context =
        new InMemoryStageContext(
            stage.descriptor(), parameters, Files.createTempDirectory(directory, "work"));
    inputs.forEach(context::withInput);
    stage.run(context);
    return context;
  }

  /** The folder of an export. */
  Path exported() throws IOException {
    return folder(run());
  }

  Path folder(InMemoryStageContext run) throws IOException {
    Path folder = Files.createTempDirectory(directory, "exported");
    run.output().download("", folder);
    return folder;
  }

  Path written(ModelFolder model) throws IOException {
    Path folder = Files.createTempDirectory(directory, "model");
    model.write(folder);
    new TrainingStart.Nothing().write(folder);
    return folder;
  }
}
