package org.wavetrain.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.definition.SmallPipeline.SOUND;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedSectionTest {
  @TempDir private Path folder;
  private SmallPipeline files;

  @BeforeEach
  void makeFiles() {
    files = new SmallPipeline(folder);
  }

  @Test
  void whatOthersPublishedIsReadWithItsOrigin() throws Exception {
    Pipeline pipeline =
        files.read(
            SOUND
                + """
                description: Commands of a lift.
                published:
                  - {metric: wer, value: 0.25, measured: the test split, source: a paper}
                """);

    assertThat(pipeline.description()).contains("Commands of a lift.");
    assertThat(pipeline.published())
        .containsExactly(new PublishedResult("wer", 0.25, "the test split", "a paper"));
  }

  @Test
  void aPublishedResultWithoutItsOriginIsAProblem() {
    assertThat(
            files.problems(
                SOUND
                    + """
                    published:
                      - {metric: wer, value: low, measured: the test split}
                    """))
        .extracting(Problem::toString)
        .containsExactly(
            "16:5: a published result has no source. Add \"source: ...\".",
            "16:26: value of a published result is \"low\", not a number."
                + " Write something like 0.5 or 1e-4, without quotes.");
  }
}
