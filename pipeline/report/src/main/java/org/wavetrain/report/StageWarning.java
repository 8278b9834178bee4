package org.wavetrain.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.artifacts.ArtifactReader;

/**
 * Something about a training that deserves a look, as {@code trainer/state.json} has it.
 *
 * @param step after how many updates it was seen
 * @param name what it is, for example {@code loss_spike}
 * @param sentence what was seen, with numbers and utterances
 * @param remedy what usually helps
 */
public record StageWarning(long step, String name, String sentence, String remedy) {
  private static final String STATE = "trainer/state.json";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The warnings of a stage in the order in which they came; none when it trained nothing.
   *
   * @throws IOException when the artifact cannot be read
   */
  public static List<StageWarning> read(ArtifactReader artifact) throws IOException {
    if (artifact.manifest().files().stream().noneMatch(file -> file.path().equals(STATE))) {
      return List.of();
    }
    List<StageWarning> warnings = new ArrayList<>();
    try (InputStream stream = artifact.open(STATE)) {
      for (JsonNode warning : JSON.readTree(stream.readAllBytes()).path("warnings")) {
        warnings.add(
            new StageWarning(
                warning.path("step").asLong(),
                warning.path("name").asText(),
                warning.path("sentence").asText(),
                warning.path("remedy").asText()));
      }
    }
    return warnings;
  }
}
