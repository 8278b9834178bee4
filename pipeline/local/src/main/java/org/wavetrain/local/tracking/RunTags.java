package org.wavetrain.local.tracking;

import java.sql.SQLException;

/** Writes a run's tags, of which one is the run's name. */
final class RunTags {
  static final String RUN_NAME = "mlflow.runName";

  private RunTags() {}

  static void set(Sql sql, String runId, String key, String value) throws SQLException {
    sql.update(
        "INSERT INTO tags (run_uuid, \"key\", value) VALUES (?, ?, ?)"
            + " ON CONFLICT (\"key\", run_uuid) DO UPDATE SET value = excluded.value",
        runId,
        Names.entity("tag", key),
        Names.runTagValue(value));
    if (key.equals(RUN_NAME)) {
      sql.update("UPDATE runs SET name = ? WHERE run_uuid = ?", value, runId);
    }
  }

  static void delete(Sql sql, String runId, String key) throws SQLException {
    int deleted = sql.update("DELETE FROM tags WHERE run_uuid = ? AND \"key\" = ?", runId, key);
    if (deleted == 0) {
      throw ApiError.missing("No tag with name: " + key + " in run with id " + runId);
    }
  }
}
