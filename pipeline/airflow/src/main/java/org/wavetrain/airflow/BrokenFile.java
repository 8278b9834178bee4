package org.wavetrain.airflow;

import java.util.List;
import org.wavetrain.airflow.client.model.ImportErrorResponse;

/**
 * A DAG file that cannot be imported.
 *
 * @param name the file's, below the folder of DAGs
 * @param reason the lines of what was thrown, without where
 */
public record BrokenFile(String name, List<String> reason) {
  /** What Python prints before each place of a trace. */
  private static final String PLACE = "  File \"";

  private static final String CODE = "    ";

  public BrokenFile {
    reason = List.copyOf(reason);
  }

  static BrokenFile of(ImportErrorResponse response) {
    return new BrokenFile(
        response.getFilename(), thrown(response.getStackTrace().strip().lines().toList()));
  }

  /** All lines of the exception: one that names several pipeline files has a line for each. */
  private static List<String> thrown(List<String> trace) {
    int end = 0;
    for (int line = 0; line < trace.size(); line++) {
      if (trace.get(line).startsWith(PLACE)) {
        end = line + 1;
      }
    }
    return trace.stream().skip(end).dropWhile(line -> line.startsWith(CODE)).toList();
  }
}
