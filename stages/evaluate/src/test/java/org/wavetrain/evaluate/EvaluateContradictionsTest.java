package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.decoding.DecodingError;
import org.wavetrain.definition.Orchestration;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.Source;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.testing.InMemoryStageContext;

/** What evaluation refuses before the model is trained that it is to measure. */
class EvaluateContradictionsTest {
  private static final Source LANGUAGE_MODEL = new Source("words", Path.of("/words.arpa"), "auto");

  @TempDir private Path folder;

  private final EvaluateStage stage = new EvaluateStage();

  @Test
  void anExitThatTheModelWillNotHaveIsRefused() {
    assertThat(contradictions(List.of(2L, 4L), Map.of("exit", Map.of("layer", 3L))))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.parameters()).containsExactly("exit");
              assertThat(problem.failure().code()).isEqualTo(EvaluateError.EVALUATE_EXIT_UNKNOWN);
            });
    assertThat(contradictions(List.of(4L), Map.of("exit", Map.of("entropy", 0.1)))).hasSize(1);
  }

  @Test
  void anExitThatTheModelMayHaveIsNot() {
    assertThat(contradictions(List.of(2L, 4L), Map.of("exit", Map.of("layer", 2L)))).isEmpty();
    assertThat(contradictions(List.of(), Map.of("exit", Map.of("layer", 3L)))).isEmpty();
    assertThat(contradictions(List.of(2L, 4L), Map.of())).isEmpty();
  }

  @Test
  void aLanguageModelThatGoesUnusedIsRefused() {
    assertThat(contradictions(List.of(), Map.of(), LANGUAGE_MODEL))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.parameters()).containsExactly("decoder");
              assertThat(problem.failure().code()).isEqualTo(DecodingError.LANGUAGE_MODEL_UNUSED);
              assertThat(problem.failure()).hasMessageContaining("/words.arpa");
            });
    assertThat(contradictions(List.of(), Map.of("decoder", "beam"), LANGUAGE_MODEL)).isEmpty();
  }

  @Test
  void whatOnlyABeamSearchUsesIsRefusedWhereTheDecoderIsGreedy() {
    assertThat(contradictions(List.of(), Map.of("beam_width", 5L, "alpha", 2.0)))
        .allSatisfy(
            problem ->
                assertThat(problem.failure().code())
                    .isEqualTo(DecodingError.DECODING_PARAMETER_UNUSED))
        .extracting(problem -> problem.failure().getMessage())
        .containsExactly(
            "beam_width 5 has no meaning with decoder greedy.",
            "alpha 2.0 has no meaning with decoder greedy.");
    assertThat(contradictions(List.of(), Map.of("beam_width", 100L, "alpha", 0.5))).isEmpty();
  }

  @Test
  void weightsOfALanguageModelAreRefusedWhereThereIsNone() {
    Map<String, Object> given = Map.of("decoder", "beam", "beam_width", 5L, "beta", 2.0);
    assertThat(contradictions(List.of(), given))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.parameters()).startsWith("beta");
              assertThat(problem.failure())
                  .hasMessage("beta 2.0 has no meaning without a language model.");
            });
    assertThat(contradictions(List.of(), given, LANGUAGE_MODEL)).isEmpty();
  }

  private List<ParameterProblem> contradictions(
      List<Long> exits, Map<String, Object> given, Source... languageModels) {
    PlannedStage finetune =
        new PlannedStage(
            "finetune",
            new StageDescriptor("finetune", "1", "For a test.", List.of(), List.of(), 256),
            Map.of(),
            new Parameters(Map.of("exits", exits)));
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    inputs.put("transcriber", List.of("finetune"));
    for (Source source : languageModels) {
      inputs.put("language_model", List.of(source.name()));
    }
    Parameters parameters =
        new InMemoryStageContext(stage.descriptor(), given, folder).parameters();
    PlannedStage evaluate = new PlannedStage("evaluate", stage.descriptor(), inputs, parameters);
    return stage.contradictions(
        evaluate,
        new Pipeline(
            "trial",
            Optional.empty(),
            1,
            List.of(languageModels),
            List.of(finetune, evaluate),
            Optional.empty(),
            List.of(),
            Orchestration.DEFAULT));
  }
}
