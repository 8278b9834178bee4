package org.wavetrain.promotion;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.artifacts.Sha256;

/**
 * Rollbacks that may be asked for again by who knows nothing of the first time, such as a task that
 * was killed. Each is an object in the store, by its reason, and stays there.
 */
public final class AskedRollbacks {
  private static final JsonMapper JSON = new JsonMapper();

  private final ArtifactStore store;

  public AskedRollbacks(ArtifactStore store) {
    this.store = store;
  }

  /**
   * What was asked for.
   *
   * @param version the version that was in service then
   */
  private record Asked(
      @JsonProperty(required = true) String model,
      @JsonProperty(required = true) String reason,
      @JsonProperty(required = true) int version) {}

  /**
   * The version that was in service when a rollback for this reason was asked for first.
   *
   * @param champion the version in service, which is the one if nobody has asked before
   */
  int meant(String model, Reason reason, int champion) {
    // Below the moves' own folder, so that who may write these may write those.
    ObjectFolder folder = store.folder("promotions/rollbacks/" + Sha256.of(model));
    String name = Sha256.of(reason.text()) + ".json";
    return folder.putIfAbsent(name, write(new Asked(model, reason.text(), champion)))
        ? champion
        : read(folder.get(name).orElseThrow()).version();
  }

  private static byte[] write(Asked asked) {
    try {
      return JSON.writeValueAsBytes(asked);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("rollbacks have a JSON form", impossible);
    }
  }

  private static Asked read(byte[] content) {
    try {
      return JSON.readValue(content, Asked.class);
    } catch (IOException damaged) {
      throw new UncheckedIOException("a rollback that was asked for is damaged", damaged);
    }
  }
}
