package org.wavetrain.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.tracking.DatasetInput;

/** Puts the data that a stage reads in MLflow's words. */
final class InputDatasetJson {
  private InputDatasetJson() {}

  /**
   * @param address of the artifact, {@code s3://…}
   */
  static DatasetInput of(InputDataset dataset, String address) {
    List<Map<String, Object>> columns = new ArrayList<>();
    dataset
        .columns()
        .forEach(
            column ->
                columns.add(
                    Map.of("name", column.name(), "type", column.type(), "required", false)));
    return new DatasetInput(
        dataset.artifact().stage() + " " + dataset.part(),
        dataset.content().abbreviated(),
        "s3",
        CanonicalJson.of(Map.of("uri", address)),
        CanonicalJson.of(Map.of("mlflow_colspec", columns)),
        CanonicalJson.of(new TreeMap<>(dataset.profile())),
        dataset.use().name().toLowerCase(Locale.ROOT));
  }
}
