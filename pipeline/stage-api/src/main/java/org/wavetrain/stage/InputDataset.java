package org.wavetrain.stage;

import java.util.List;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;

/**
 * A part of an artifact that a stage reads its data from, as tracking servers list it.
 *
 * @param artifact the artifact
 * @param content the digest of its content
 * @param part which part, for example {@code train}
 * @param use what it is read for
 * @param columns the fields of each record
 * @param profile its size, by name, for example {@code num_rows}
 */
public record InputDataset(
    ArtifactKey artifact,
    Sha256 content,
    String part,
    Use use,
    List<Column> columns,
    Map<String, Number> profile) {
  /** What data is read for; the names are MLflow's, in capitals. */
  public enum Use {
    TRAINING,
    VALIDATION,
    TEST
  }

  /**
   * A field of each record.
   *
   * @param type one of MLflow's types, for example {@code string}, {@code long}, {@code binary}
   */
  public record Column(String name, String type) {}

  public InputDataset {
    columns = List.copyOf(columns);
    profile = Map.copyOf(profile);
  }
}
