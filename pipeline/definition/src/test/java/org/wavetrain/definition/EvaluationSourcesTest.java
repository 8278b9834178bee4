package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationSourcesTest {
  @TempDir private Path folder;

  @Test
  void theSourcesOfTheEvaluationThatDecidesAreKnownAgain() throws Exception {
    Path words = Files.writeString(folder.resolve("words.arpa"), "");
    Pipeline pipeline =
        new SmallPipeline(folder)
            .read(
                SOUND
                    .replace("sources:\n", "sources:\n  words: {path: words.arpa}\n")
                    .replace(
                        "transcriber: finetune}}\n  f",
                        "transcriber: finetune, language_model: words}}\n  f"));

    String tag = EvaluationSources.toTag(pipeline).orElseThrow();

    assertThat(EvaluationSources.ofTag(tag)).containsExactly(new Source("words", words, "auto"));
  }

  @Test
  void anEvaluationOfArtifactsAloneHasNone() throws Exception {
    assertThat(EvaluationSources.toTag(new SmallPipeline(folder).read(SOUND))).isEmpty();
    assertThat(EvaluationSources.ofTag("changed by hand")).isEmpty();
  }
}
