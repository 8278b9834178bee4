package org.wavetrain.local.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

final class DatabaseTest {
  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "the memory of a thread runs out in the middle of what it writes to the database",
      outcome = "nothing of it is kept, and what others write afterwards is")
  void whatAnErrorEndsIsRolledBack(@TempDir Path folder) throws Exception {
    try (Database database = Database.open(folder.resolve("tracking.db"))) {
      database.write(sql -> sql.update("CREATE TABLE notes (text VARCHAR)"));

      assertThatThrownBy(
              () ->
                  database.write(
                      sql -> {
                        sql.update("INSERT INTO notes VALUES ('half')");
                        return depth(0);
                      }))
          .isInstanceOf(StackOverflowError.class);

      database.write(sql -> sql.update("INSERT INTO notes VALUES ('whole')"));
      assertThat(notes(database)).containsExactly("whole");
    }
    try (Database reopened = Database.open(folder.resolve("tracking.db"))) {
      assertThat(notes(reopened)).containsExactly("whole");
    }
  }

  private static List<String> notes(Database database) throws SQLException {
    return database.read(
        sql -> sql.query("SELECT text FROM notes", List.of(), row -> row.getString(1)));
  }

  /** Goes deeper until the stack is used up. */
  private static long depth(long level) {
    return level < 0 ? 0 : 1 + depth(level + 1);
  }
}
