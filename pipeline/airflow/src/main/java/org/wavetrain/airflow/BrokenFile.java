package org.wavetrain.airflow;

import org.wavetrain.airflow.client.model.ImportErrorResponse;

/**
 * A DAG file that cannot be imported.
 *
 * @param name the file's, below the folder of DAGs
 * @param reason what was thrown, in a line
 */
public record BrokenFile(String name, String reason) {
  static BrokenFile of(ImportErrorResponse response) {
    return new BrokenFile(
        response.getFilename(),
        response
            .getStackTrace()
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .reduce((earlier, later) -> later)
            .orElse("no reason is given"));
  }
}
