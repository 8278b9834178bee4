package org.wavetrain.local.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The tables of MLflow 2.17.2, as its own store creates them ({@code schema.sql} is a dump), so
 * that {@code mlflow db upgrade} of any later version can bring the file up to date.
 */
final class Schema {
  /** Alembic revision of MLflow 2.17.2. */
  static final String REVISION = "f5a4f2784254";

  static final String DEFAULT_EXPERIMENT_ID = "0";

  private Schema() {}

  /** The revision of the tables, empty if there are none. */
  static Optional<String> revision(Sql sql) throws SQLException {
    boolean hasTables =
        sql.first(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'",
                List.of(),
                row -> row.getString(1))
            .isPresent();
    return hasTables
        ? sql.first("SELECT version_num FROM alembic_version", List.of(), row -> row.getString(1))
        : Optional.empty();
  }

  /** Creates the tables and the experiment that every MLflow database has. */
  static void create(Sql sql, String artifactRoot, long now) throws SQLException {
    for (String statement : script().split(";\\s*\n")) {
      if (!statement.isBlank()) {
        sql.update(statement);
      }
    }
    sql.update("INSERT INTO alembic_version (version_num) VALUES (?)", REVISION);
    sql.update(
        "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage,"
            + " creation_time, last_update_time) VALUES (?, 'Default', ?, 'active', ?, ?)",
        Integer.valueOf(DEFAULT_EXPERIMENT_ID),
        artifactRoot + "/" + DEFAULT_EXPERIMENT_ID,
        now,
        now);
  }

  private static String script() {
    try (InputStream script = Schema.class.getResourceAsStream("schema.sql")) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
