package org.wavetrain.wav2vec2.json;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class HuggingFaceJsonTest {
  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a JSON file of a model that breaks off",
      outcome = "refused with the place")
  void whereTextStopsBeingJsonIsToldWithoutTheWordsOfTheLibrary() {
    assertThatThrownBy(() -> HuggingFaceJson.parseObject("{\"a\": {\n", "vocab.json"))
        .isInstanceOf(UserFailure.class)
        .hasMessageStartingWith("vocab.json is not valid JSON: ")
        .hasMessageContaining("line: 1, column: 7")
        .hasMessageNotContainingAny("Source", "REDACTED");
  }
}
