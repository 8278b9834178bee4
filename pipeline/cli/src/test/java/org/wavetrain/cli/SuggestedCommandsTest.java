package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.cli.CommandRun.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuggestedCommandsTest {
  @TempDir Path folder;

  @Test
  void aRemedyIsForTheHomeThatWasGiven() throws IOException {
    Path home = Files.createDirectory(folder.resolve("my home"));
    assertThat(refusal("transcribe", "a.wav", "--home", home.toString()))
        .contains("Run `./wavetrain quickstart --home '" + home + "'`");
    assertThat(refusal("transcribe", "a.wav", "--home=" + home))
        .contains("`./wavetrain quickstart --home '" + home + "'`");
  }

  @Test
  void commandsWithoutAHomeAreLeftWithoutOne() {
    assertThat(refusal("bench", "train", "--onnx")).contains("`./wavetrain bench infer --onnx`");
    assertThat(refusal("promote", "words")).contains("Type ./wavetrain promote --help");
  }
}
