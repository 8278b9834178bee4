package org.wavetrain.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.Manifest;

/** Reads the parameters that an artifact was made with. */
public final class ManifestParameters {
  private static final JsonMapper JSON = new JsonMapper();

  private ManifestParameters() {}

  /**
   * By name, sorted.
   *
   * @throws IOException when the manifest holds something else
   */
  public static Map<String, Object> of(Manifest manifest) throws IOException {
    return new TreeMap<>(
        JSON.readValue(manifest.parameters(), new TypeReference<Map<String, Object>>() {}));
  }
}
