package org.wavetrain.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.corpus.CorpusWriter;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.stage.Stage;
import org.wavetrain.testing.InMemoryArtifact;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.fixture.Interruptions;
import org.wavetrain.training.fixture.TinyModel;
import org.wavetrain.training.fixture.ToneCorpus;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;

class ClassifyStageTest {
  @TempDir Path directory;

  private final ClassifyStage stage = new ClassifyStage();
  private final Map<String, Object> parameters = TinyModel.parameters();

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(Stage.class)).hasAtLeastOneElementOfType(ClassifyStage.class);
  }

  @Test
  void writesAModelFolderThatNamesItsClasses() throws Exception {
    InMemoryStageContext context = context(ToneCorpus.write(20, directory.resolve("corpus")));

    stage.run(context);

    ModelFolder model = model(context);
    assertThat(model.configuration().architecture()).contains(Architecture.CLASSIFICATION);
    assertThat(model.configuration().classificationHead().labels()).containsExactly("high", "low");
    assertThat(model.tensors()).containsKeys("projector.weight", "classifier.weight");
    assertThat(context.metrics().get("validation_accuracy")).containsOnlyKeys(5L, 10L, 12L);
  }

  @Test
  void anInterruptedRunEndsAsAnUnbrokenOneBitForBit() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));

    Interruptions.assertHarmless(stage, () -> context(corpus), 2, 9);
  }

  @Test
  void aFrozenTrunkStaysAsItWasInTheModelThatTrainingStartedFrom() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));
    InMemoryStageContext first = context(corpus);
    stage.run(first);
    ModelFolder start = model(first);
    parameters.put("freeze_trunk", true);
    InMemoryStageContext second = context(corpus).withInput("start", first.output());

    stage.run(second);

    ModelFolder trained = model(second);
    assertThat(trunk(trained)).isEqualTo(trunk(start));
    assertThat(trained.tensors().get("classifier.weight"))
        .isNotEqualTo(start.tensors().get("classifier.weight"));
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a corpus of one class",
      outcome = "refused with TRAINING_CLASSES_MISSING")
  void aSingleClassIsRefused() throws Exception {
    InMemoryArtifact corpus = silence(Map.of(Split.TRAIN, List.of("calm")));

    assertThatThrownBy(() -> stage.run(context(corpus)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_CLASSES_MISSING))
        .hasMessageContaining("calm");
  }

  @Test
  void classesAreThoseOfTheTrainingSplit() throws Exception {
    InMemoryStageContext context =
        context(
            silence(
                Map.of(Split.TRAIN, List.of("calm", "angry"), Split.TEST, List.of("surprised"))));

    stage.run(context);

    assertThat(model(context).configuration().classificationHead().labels())
        .containsExactly("angry", "calm");
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a class that occurs in the validation split alone",
      outcome = "refused with TRAINING_CLASSES_MISSING")
  void aClassOfTheValidationSplitAloneIsRefused() throws Exception {
    InMemoryArtifact corpus =
        silence(
            Map.of(
                Split.TRAIN, List.of("calm", "angry"),
                Split.VALIDATION, List.of("surprised")));

    assertThatThrownBy(() -> stage.run(context(corpus)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_CLASSES_MISSING))
        .hasMessageContaining("surprised");
  }

  @Test
  void tonesAreLearned() throws Exception {
    parameters.putAll(TinyModel.learning(3e-3, 150));
    InMemoryStageContext context = context(ToneCorpus.write(80, directory.resolve("corpus")));

    stage.run(context);

    assertThat(context.lastMetric("validation_accuracy")).isGreaterThan(0.85);
  }

  @Test
  void aHeadAloneIsTrainedAtFirst() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));
    InMemoryStageContext first = context(corpus);
    stage.run(first);
    restTrunk();
    InMemoryStageContext second = context(corpus).withInput("start", first.output());

    stage.run(second);

    assertThat(trunk(model(second))).isEqualTo(trunk(model(first)));
    assertThat(second.tags()).containsEntry("wavetrain.start.classes", "kept for 2 of 2");
  }

  @Test
  void aTrunkThatWouldRestBeyondTheEndIsRefused() {
    parameters.put("head_only_steps", 13L);
    InMemoryStageContext withoutCorpus =
        new InMemoryStageContext(stage.descriptor(), parameters, directory.resolve("work"));

    assertThatThrownBy(() -> stage.run(withoutCorpus))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(TrainingError.TRAINING_PARAMETERS_CONTRADICT);
              assertThat(failure.remedy()).contains("set it to 12");
            });
  }

  @Test
  void aFrozenFeatureEncoderStaysAsItWasWhileTheRestLearns() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));
    InMemoryStageContext first = context(corpus);
    stage.run(first);
    parameters.put("freeze_feature_encoder", true);
    InMemoryStageContext second = context(corpus).withInput("start", first.output());

    stage.run(second);

    String encoder = "wav2vec2.feature_extractor.";
    assertThat(part(model(second), encoder)).isEqualTo(part(model(first), encoder));
    assertThat(trunk(model(second))).isNotEqualTo(trunk(model(first)));
  }

  @Test
  void theEarlyExitsOfTheStartAreNotThoseOfTheClassifier() throws Exception {
    InMemoryArtifact corpus = ToneCorpus.write(20, directory.resolve("corpus"));
    InMemoryStageContext first = context(corpus);
    stage.run(first);
    ModelFolder plain = model(first);
    Path start = directory.resolve("with-exits");
    new ModelFolder(
            plain.configuration().withEarlyExits(new EarlyExits(List.of(1, 2), true)),
            plain.tensors(),
            plain.featureExtractor(),
            plain.vocabulary())
        .write(start);
    InMemoryStageContext second = context(corpus).withSource("start", start);

    stage.run(second);

    assertThat(model(second).configuration().earlyExits()).isEqualTo(EarlyExits.NONE);
  }

  @Test
  void aPrecisionThatCannotBeHadIsRefusedBeforeTheCorpusIsRead() {
    parameters.put("precision", "tf32");
    InMemoryStageContext withoutCorpus =
        new InMemoryStageContext(stage.descriptor(), parameters, directory.resolve("work"));

    assertThatThrownBy(() -> stage.run(withoutCorpus)).hasMessageContaining("tf32");
  }

  private static Map<String, Tensor> trunk(ModelFolder model) {
    return part(model, "wav2vec2.");
  }

  private static Map<String, Tensor> part(ModelFolder model, String prefix) {
    Map<String, Tensor> part = new TreeMap<>(model.tensors());
    part.keySet().removeIf(name -> !name.startsWith(prefix));
    return part;
  }

  /** Half a second of nothing, four times for each label of a split. */
  private InMemoryArtifact silence(Map<Split, List<String>> labels) throws Exception {
    InMemoryArtifact corpus = new InMemoryArtifact();
    try (CorpusWriter writer = new CorpusWriter(corpus, directory.resolve("corpus"))) {
      for (Map.Entry<Split, List<String>> split : new TreeMap<>(labels).entrySet()) {
        for (String label : split.getValue()) {
          for (int index = 0; index < 4; index++) {
            Utterance utterance =
                new Utterance(
                    label + index,
                    "source",
                    "speaker",
                    split.getKey(),
                    Optional.empty(),
                    Optional.of(label),
                    8000,
                    Optional.empty());
            writer.add(utterance, new short[8000]);
          }
        }
      }
      writer.finish(List.of(), Map.of());
    }
    return corpus;
  }

  private ModelFolder model(InMemoryStageContext context) throws Exception {
    Path folder = directory.resolve("model-" + UUID.randomUUID());
    context.output().download("", folder);
    return ModelFolder.read(folder);
  }

  /** In epochs, of which it is not known before how few updates they are. */
  private void restTrunk() {
    parameters.remove("steps");
    parameters.put("epochs", 3.0);
    parameters.put("head_only_steps", 1000L);
  }

  private InMemoryStageContext context(InMemoryArtifact corpus) {
    Path work = directory.resolve("work-" + UUID.randomUUID());
    return new InMemoryStageContext(stage.descriptor(), parameters, work)
        .withInput("corpus", corpus);
  }
}
