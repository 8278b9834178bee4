package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A parameter that is a mapping with one of a few keys. */
class AlternativeParameterTest {
  @TempDir private Path folder;
  private SmallPipeline files;

  @BeforeEach
  void makeFiles() {
    files = new SmallPipeline(folder);
  }

  @Test
  void aMappingWithOneOfAFewKeysIsRead() throws Exception {
    assertThat(exit("")).isEqualTo(Map.of());
    assertThat(exit(", parameters: {exit: {}}")).isEqualTo(Map.of());
    assertThat(exit(", parameters: {exit: {layer: 6}}")).isEqualTo(Map.of("layer", 6L));
    assertThat(exit(", parameters: {exit: {entropy: 0.02}}")).isEqualTo(Map.of("entropy", 0.02));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{layr: 6} | 7:83: exit of evaluate has no key layr. Did you mean layer?",
        "{layer: 6, entropy: 1} | 7:82: exit of evaluate has layer and entropy. Keep one of the two.",
        "{layer: 99} | 7:90: layer of exit of evaluate is 99, outside 1 to 24. Choose a value in this range.",
        "6 | 7:82: exit of evaluate is not a mapping. Write it as lines of \"key: value\"."
      })
  void aMappingWithAnotherKeyOrTwoIsAProblem(String exit, String problem) {
    assertThat(files.problems(evaluating(", parameters: {exit: " + exit + "}")))
        .extracting(Problem::toString)
        .containsExactly(problem);
  }

  private Object exit(String parameters) throws Exception {
    return files
        .read(evaluating(parameters))
        .find("evaluate")
        .orElseThrow()
        .parameters()
        .asMap()
        .get("exit");
  }

  private static String evaluating(String parameters) {
    return SOUND.replace(
        "transcriber: finetune}}\n  f", "transcriber: finetune}%s}\n  f".formatted(parameters));
  }
}
