package org.wavetrain.local.tracking;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * The SQLite file: one connection, used by one thread at a time. Its write-ahead log keeps every
 * finished transaction when the process is killed or the power fails, and lets other programs read
 * meanwhile.
 */
final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  private static final int BUSY_TIMEOUT_MILLISECONDS = 30_000;

  private final Path file;
  private final Connection connection;
  private final Sql sql;
  private final ReentrantLock lock = new ReentrantLock();

  private Database(Path file, Connection connection) {
    this.file = file.toAbsolutePath();
    this.connection = connection;
    this.sql = new Sql(connection);
  }

  /** Something to be done with the database. */
  @FunctionalInterface
  interface Work<T> {
    T with(Sql sql) throws SQLException;
  }

  /**
   * @throws ApiError {@code RESOURCE_LIMIT_EXCEEDED} when its disk is full
   */
  static Database open(Path file) throws SQLException {
    SQLiteConfig configuration = new SQLiteConfig();
    configuration.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // Not NORMAL, with which the last transactions are gone when the power fails: who was told that
    // something is kept removes its own copy.
    configuration.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    configuration.setBusyTimeout(BUSY_TIMEOUT_MILLISECONDS);
    configuration.enforceForeignKeys(true);
    // As MLflow sets it, so that LIKE and ILIKE differ.
    configuration.enableCaseSensitiveLike(true);
    configuration.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    try {
      return new Database(file, configuration.createConnection("jdbc:sqlite:" + file));
    } catch (SQLException e) {
      tellIfFull(e, file);
      throw e;
    }
  }

  /** Reads what other calls have finished writing. */
  <T> T read(Work<T> work) throws SQLException {
    lock.lock();
    try {
      return work.with(sql);
    } finally {
      lock.unlock();
    }
  }

  /** Does all of the work or none of it. */
  <T> T write(Work<T> work) throws SQLException {
    lock.lock();
    try {
      connection.setAutoCommit(false);
      T result;
      try {
        result = work.with(sql);
        connection.commit();
      } catch (SQLException e) {
        rollBackAfter(e);
        tellIfFull(e, file);
        throw e;
      } catch (RuntimeException | Error e) {
        // An error, such as memory running out, ends the call alone: others go on with this file.
        rollBackAfter(e);
        throw e;
      }
      connection.setAutoCommit(true);
      return result;
    } finally {
      lock.unlock();
    }
  }

  private static void tellIfFull(SQLException failure, Path file) {
    if (errorType(failure) == ErrorType.RESOURCE_LIMIT_EXCEEDED) {
      throw new ApiError(
          ErrorType.RESOURCE_LIMIT_EXCEEDED, "The disk of " + file.getParent() + " is full.");
    }
  }

  private void rollBackAfter(Throwable failure) {
    try {
      try {
        connection.rollback();
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      // After some failures, such as that of a full disk, SQLite has rolled back by itself.
      failure.addSuppressed(e);
    }
  }

  /** What a failure means to clients. */
  static ErrorType errorType(SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return ErrorType.INTERNAL_ERROR;
    }
    return switch (sqlite.getResultCode()) {
      case SQLITE_BUSY, SQLITE_LOCKED -> ErrorType.TEMPORARILY_UNAVAILABLE;
      // The second one: memory that processes share is a file, too, beside the database.
      case SQLITE_FULL, SQLITE_IOERR_SHMSIZE -> ErrorType.RESOURCE_LIMIT_EXCEEDED;
      default -> ErrorType.INTERNAL_ERROR;
    };
  }

  /** What SQLite finds wrong with the form of the file; it reads all of it. */
  List<String> faults() throws SQLException {
    List<String> found =
        read(sql -> sql.query("PRAGMA quick_check(1)", List.of(), row -> row.getString(1)));
    return found.equals(List.of("ok")) ? List.of() : found;
  }

  @Override
  public void close() throws SQLException {
    lock.lock();
    try {
      connection.close();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps the digest of what was closed. */
  void seal() {
    try {
      new DatabaseSeal(file).put();
    } catch (IOException unwritable) {
      LOG.warn("Cannot keep the digest of {}: {}", file, unwritable.toString());
    }
  }
}
