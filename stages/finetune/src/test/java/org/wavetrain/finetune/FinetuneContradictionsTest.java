package org.wavetrain.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.definition.Orchestration;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.Source;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.training.loop.TrainingError;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.device.DeviceError;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.KernelError;

/** What fine-tuning refuses before anything runs, and what it leaves to a model to start from. */
class FinetuneContradictionsTest {
  private static final String FOLDER = "published";

  @TempDir private Path directory;

  private final FinetuneStage stage = new FinetuneStage();

  @Test
  void everythingIsToldAtOnceWithTheParametersThatHaveAPartInIt() {
    List<ParameterProblem> problems =
        fromNothing(
            Map.of(
                "steps",
                100L,
                "epochs",
                3.0,
                "attention_heads",
                5L,
                "exits",
                List.of(2L, 1L),
                "vocabulary",
                "start"));

    assertThat(problems)
        .extracting(problem -> problem.parameters().get(0))
        .containsExactly("steps", "attention_heads", "exits", "vocabulary");
    assertThat(problems)
        .extracting(problem -> problem.failure().code())
        .containsOnly(TrainingError.TRAINING_PARAMETERS_CONTRADICT);
  }

  @Test
  void theStageRefusesTheSameBeforeItReadsACorpus() {
    Map<String, Object> given = Map.of("exits", List.of(2L, 9L));
    InMemoryStageContext withoutCorpus =
        new InMemoryStageContext(stage.descriptor(), given, directory);
    UserFailure foreseen = fromNothing(given).get(0).failure();

    assertThat(foreseen).hasMessageContaining("The exits [2, 9] do not ascend to the last of 4");
    assertThatThrownBy(() -> stage.run(withoutCorpus))
        .isInstanceOf(UserFailure.class)
        .hasMessage(foreseen.getMessage());
  }

  @Test
  void exitsEndWithTheLastLayerOfTheSize() {
    Map<String, Object> given = new TreeMap<>(Map.of("size", "base", "exits", List.of(2L, 4L)));
    assertThat(fromNothing(given)).hasSize(1);

    given.put("exits", List.of(2L, 12L));
    assertThat(fromNothing(given)).isEmpty();
    given.put("layers", 4L);
    assertThat(fromNothing(given)).hasSize(1);
  }

  @Test
  void aTrunkThatWouldRestBeyondTheEndIsRefused() {
    assertThat(fromNothing(Map.of("steps", 6L, "head_only_steps", 7L)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.parameters()).containsExactly("head_only_steps", "steps");
              assertThat(problem.failure())
                  .hasMessageContaining("head_only_steps 7 is more than the 6 updates");
            });
    assertThat(fromNothing(Map.of("head_only_steps", 100_000L))).hasSize(1);
    assertThat(fromNothing(Map.of("steps", 6L, "head_only_steps", 6L))).isEmpty();
    assertThat(fromNothing(Map.of("epochs", 1.0, "head_only_steps", 5000L))).isEmpty();
  }

  @Test
  void aFolderToStartFromThatIsNotHereMayHaveAnyShape() {
    assertThat(from(FOLDER, Map.of("exits", List.of(2L, 9L), "attention_heads", 5L))).isEmpty();
    assertThat(from(FOLDER, Map.of("size", "base", "layers", 24L))).isEmpty();
    assertThat(from(FOLDER, Map.of("vocabulary", "start"))).isEmpty();
  }

  @Test
  void aFolderThatIsHereHasItsShape() throws IOException {
    new ModelFolder(
            Wav2Vec2Configuration.base(),
            Map.of(),
            FeatureExtractor.normalising(true),
            Optional.empty())
        .write(directory.resolve(FOLDER));

    assertThat(from(FOLDER, Map.of("exits", List.of(2L, 12L)))).isEmpty();
    assertThat(from(FOLDER, Map.of("exits", List.of(2L, 9L)))).hasSize(1);
    assertThat(from(FOLDER, Map.of("layers", 24L)))
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.failure()).hasMessageContaining("has layers 12, not 24"));
  }

  @Test
  void aFolderThatCannotBeStartedFromIsToldBesideTheRest() throws IOException {
    Path folder = Files.createDirectory(directory.resolve(FOLDER));
    Files.writeString(folder.resolve("config.json"), Wav2Vec2Configuration.base().toJson());
    Files.createFile(folder.resolve("pytorch_model.bin"));

    assertThat(from(FOLDER, Map.of("steps", 100L, "epochs", 3.0)))
        .extracting(problem -> problem.failure().code())
        .containsExactly(ModelError.MODEL_PICKLED, TrainingError.TRAINING_PARAMETERS_CONTRADICT);
  }

  @Test
  void aFolderThatCannotBeStartedFromIsToldOnceThoughStagesFollow() throws IOException {
    Files.createDirectory(directory.resolve(FOLDER));

    assertThat(
            contradictions(
                planned("first", List.of(FOLDER), Map.of()),
                planned("finetune", List.of("first"), Map.of())))
        .isEmpty();
  }

  @Test
  void whateverTheFolderIsLayersThatAreAskedForAreThoseThatExitsEndWith() {
    assertThat(from(FOLDER, Map.of("layers", 6L, "exits", List.of(2L, 9L)))).hasSize(1);
    assertThat(from(FOLDER, Map.of("size", "base", "exits", List.of(2L, 9L)))).hasSize(1);
    assertThat(from(FOLDER, Map.of("size", "base", "attention_heads", 5L))).hasSize(1);
  }

  @Test
  void aModelThatThePipelineMakesHasTheShapeOfItsParameters() {
    Map<String, Object> before = Map.of("size", "base");
    assertThat(afterAnother(before, Map.of("layers", 24L)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.failure()).hasMessageContaining("has layers 12, not 24");
              assertThat(problem.parameters()).contains("layers");
            });
    assertThat(afterAnother(before, Map.of("exits", List.of(2L, 4L)))).hasSize(1);
    assertThat(afterAnother(before, Map.of("layers", 6L, "exits", List.of(2L, 6L)))).isEmpty();
    assertThat(afterAnother(before, Map.of("vocabulary", "start"))).isEmpty();
  }

  @Test
  void whatIsWrongWithTheModelBeforeIsItsOwnProblem() {
    assertThat(afterAnother(Map.of("attention_heads", 5L), Map.of("exits", List.of(2L, 9L))))
        .isEmpty();
  }

  @Test
  void whatThisMachineLacksIsToldOfThePrecisionAndTheDevice() {
    assertThat(stage.unsupportedHere(parameters(Map.of()))).isEmpty();
    assertThat(stage.unsupportedHere(parameters(Map.of("precision", "tf32"))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.parameters()).containsExactly("precision");
              assertThat(problem.failure().code()).isEqualTo(KernelError.PRECISION_UNSUPPORTED);
            });
    assertThat(stage.unsupportedHere(parameters(Map.of("device", "cuda"))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.parameters()).containsExactly("device");
              assertThat(problem.failure().code()).isEqualTo(DeviceError.DEVICE_MISSING);
            });
  }

  private List<ParameterProblem> fromNothing(Map<String, Object> given) {
    return contradictions(planned("finetune", List.of(), given));
  }

  private List<ParameterProblem> from(String start, Map<String, Object> given) {
    return contradictions(planned("finetune", List.of(start), given));
  }

  private List<ParameterProblem> afterAnother(
      Map<String, Object> before, Map<String, Object> given) {
    return contradictions(
        planned("first", List.of(), before), planned("finetune", List.of("first"), given));
  }

  /** Of the last of some stages. */
  private List<ParameterProblem> contradictions(PlannedStage... stages) {
    Pipeline pipeline =
        new Pipeline(
            "trial",
            Optional.empty(),
            1,
            List.of(new Source(FOLDER, directory.resolve(FOLDER), "auto")),
            List.of(stages),
            Optional.empty(),
            List.of(),
            Orchestration.DEFAULT);
    return stage.contradictions(stages[stages.length - 1], pipeline);
  }

  private PlannedStage planned(String name, List<String> start, Map<String, Object> given) {
    return new PlannedStage(
        name,
        stage.descriptor(),
        start.isEmpty() ? Map.of() : Map.of("start", start),
        parameters(given));
  }

  private Parameters parameters(Map<String, Object> given) {
    return new InMemoryStageContext(stage.descriptor(), given, directory).parameters();
  }
}
