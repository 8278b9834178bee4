package org.wavetrain.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.wav2vec2.configuration.ClassificationHead;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** The whole stage on noise, with networks that have learned nothing. */
final class SmallEvaluation {
  static final int UTTERANCES = 6;
  static final List<String> LABELS = List.of("calm", "loud");
  static final Vocabulary VOCABULARY = Vocabulary.ofAlphabet(List.of("a", "b", " "));

  /** Has exits after the layers 2 and 4. */
  static final Wav2Vec2Configuration CONFIGURATION =
      Wav2Vec2Configuration.nano()
          .withCtcHead(new CtcHead(VOCABULARY.size(), VOCABULARY.blank(), LossReduction.MEAN, true))
          .withEarlyExits(new EarlyExits(List.of(2, 4), true));

  private final Path folder;

  /**
   * @param folder for what takes disk space
   */
  SmallEvaluation(Path folder) {
    this.folder = folder;
  }

  /** A context with a work directory of its own. */
  InMemoryStageContext context(Map<String, ?> parameters) throws IOException {
    return new InMemoryStageContext(
        new EvaluateStage().descriptor(), parameters, Files.createTempDirectory(folder, "work"));
  }

  InMemoryStageContext run(
      InMemoryArtifact corpus, InMemoryArtifact transcriber, Map<String, ?> parameters)
      throws Exception {
    return run(
        context(parameters).withInput("corpus", corpus).withInput("transcriber", transcriber));
  }

  InMemoryStageContext run(
      InMemoryArtifact corpus,
      InMemoryArtifact transcriber,
      InMemoryArtifact classifier,
      Map<String, ?> parameters)
      throws Exception {
    return run(
        context(parameters)
            .withInput("corpus", corpus)
            .withInput("transcriber", transcriber)
            .withInput("classifier", classifier));
  }

  private static InMemoryStageContext run(InMemoryStageContext context) throws Exception {
    new EvaluateStage().run(context);
    return context;
  }

  static String text(InMemoryStageContext context, String path) {
    return new String(context.output().files().get(path), UTF_8);
  }

  /** Both labels in each split; every split has a speaker of its own and says the same. */
  InMemoryArtifact corpus(Split... splits) throws IOException {
    return corpus(index -> Optional.of(LABELS.get(index % LABELS.size())), splits);
  }

  InMemoryArtifact corpus(IntFunction<Optional<String>> labels, Split... splits)
      throws IOException {
    List<Utterance> utterances = new ArrayList<>();
    for (Split split : splits) {
      for (int index = 0; index < UTTERANCES; index++) {
        utterances.add(
            new Utterance(
                split.label() + "-" + index,
                "noise",
                "speaker of " + split.label(),
                split,
                Optional.of("ab ba"),
                labels.apply(index),
                4000 + 800 * index,
                Optional.empty()));
      }
    }
    return corpus(utterances);
  }

  /** A corpus in which each utterance is noise. */
  InMemoryArtifact corpus(List<Utterance> utterances) throws IOException {
    InMemoryArtifact artifact = new InMemoryArtifact();
    Path shards = Files.createTempDirectory(folder, "shards");
    try (CorpusWriter writer = new CorpusWriter(artifact, shards)) {
      for (Utterance utterance : utterances) {
        writer.add(utterance, noise(utterance));
      }
      writer.finish(List.of(), Map.of());
    }
    return artifact;
  }

  private static short[] noise(Utterance utterance) {
    Random random = new Random(utterance.id().hashCode());
    short[] samples = new short[utterance.samples()];
    for (int sample = 0; sample < samples.length; sample++) {
      samples[sample] = (short) (3000 * random.nextGaussian());
    }
    return samples;
  }

  InMemoryArtifact transcriber() throws IOException {
    return artifact(transcriber(CONFIGURATION, VOCABULARY));
  }

  /** A model whose head need not fit its vocabulary. */
  static ModelFolder transcriber(Wav2Vec2Configuration configuration, Vocabulary vocabulary) {
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                configuration, CtcOptions.of(configuration), NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      Map<String, Tensor> tensors = new TreeMap<>(network.tensors());
      tensors.replaceAll((name, tensor) -> tensor.copy());
      return new ModelFolder(
          configuration, tensors, FeatureExtractor.normalising(false), Optional.of(vocabulary));
    }
  }

  InMemoryArtifact classifier() throws IOException {
    Wav2Vec2Configuration configuration =
        Wav2Vec2Configuration.nano()
            .withClassificationHead(new ClassificationHead(32, false, LABELS));
    try (Kernels kernels = Kernels.fastest();
        ClassificationNetwork network =
            ClassificationNetwork.create(
                configuration, LABELS.size(), NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      return artifact(
          new ModelFolder(
              configuration,
              network.tensors(),
              FeatureExtractor.normalising(false),
              Optional.empty()));
    }
  }

  /** A model as a stage before this one leaves it. */
  InMemoryArtifact artifact(ModelFolder model) throws IOException {
    Path directory = Files.createTempDirectory(folder, "model");
    model.write(directory);
    InMemoryArtifact artifact = new InMemoryArtifact();
    artifact.putAll("", directory);
    return artifact;
  }
}
