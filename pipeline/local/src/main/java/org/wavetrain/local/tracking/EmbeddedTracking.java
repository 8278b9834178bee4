package org.wavetrain.local.tracking;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.http.GuardedConnector;
import org.wavetrain.local.EmbeddedServerError;

/**
 * A tracking server and model registry that speaks MLflow's REST API and keeps everything in an
 * SQLite file of MLflow's own schema, on a free port of the loopback interface. {@code
 * docs/tracking-server.md} lists what it can do.
 */
public final class EmbeddedTracking implements AutoCloseable {
  private static final int MOST_THREADS = 16;

  /** Longer than a stage's silence between two batches, so that its connection is used again. */
  private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);

  /** Bodies come over the loopback interface, and have 32 MiB at most. */
  private static final Duration BODY_PERIOD = Duration.ofSeconds(20);

  private static final String DAMAGED =
      "Put a copy of it in its place, or move it away, with all files beside it whose names begin"
          + " with its own, to start afresh: artifacts and what is cached stay.";

  private final Server server;
  private final ServerConnector connector;
  private final Database database;

  private EmbeddedTracking(Server server, ServerConnector connector, Database database) {
    this.server = server;
    this.connector = connector;
    this.database = database;
  }

  /**
   * Starts the server.
   *
   * @param file the database; made if missing
   * @param artifactRoot address under which new experiments keep their artifacts, {@code s3://…}
   */
  public static EmbeddedTracking start(Path file, String artifactRoot) {
    return start(open(file, artifactRoot), artifactRoot);
  }

  static EmbeddedTracking start(Database database, String artifactRoot) {
    return start(database, artifactRoot, BODY_PERIOD);
  }

  static EmbeddedTracking start(Database database, String artifactRoot, Duration bodyPeriod) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
    threads.setName("tracking");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = GuardedConnector.on(server, "127.0.0.1", 0, IDLE_TIMEOUT);
    server.setHandler(
        new TrackingHandler(
            Endpoints.over(database, artifactRoot, InstantSource.system()), bodyPeriod));
    EmbeddedTracking tracking = new EmbeddedTracking(server, connector, database);
    try {
      server.start();
      return tracking;
    } catch (Exception e) {
      tracking.close();
      throw new UserFailure(
          EmbeddedServerError.EMBEDDED_TRACKING_FAILED,
          "The embedded tracking server does not start: " + e.getMessage() + ".",
          "Check that programs may listen on 127.0.0.1, or set MLFLOW_TRACKING_URI.",
          e);
    }
  }

  /** What {@code MLFLOW_TRACKING_URI} is to be set to. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  @Override
  public void close() {
    try (database) {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded tracking server does not stop", e);
    }
    database.seal();
  }

  static Database open(Path file, String artifactRoot) {
    boolean known = isWhole(file);
    Database database = null;
    try {
      if (!Files.exists(file)) {
        NewDatabase.make(file, artifactRoot);
      }
      database = Database.open(file);
      if (!known) {
        requireSound(database, file);
      }
      String revision =
          database.write(
              sql -> {
                Optional<String> written = Schema.revision(sql);
                if (written.isEmpty()) {
                  // As a process of an earlier release left it that was killed when it began.
                  Schema.create(sql, artifactRoot, System.currentTimeMillis());
                }
                return written.orElse(Schema.REVISION);
              });
      if (!revision.equals(Schema.REVISION)) {
        throw new UserFailure(
            EmbeddedServerError.TRACKING_DATABASE_UNUSABLE,
            "The tracking database %s has revision %s of MLflow's schema, not %s."
                .formatted(file, revision, Schema.REVISION),
            "Serve it with `mlflow server` and set MLFLOW_TRACKING_URI to that server.");
      }
      return database;
    } catch (SQLException e) {
      closeAfter(database, e);
      if (Files.exists(file) && !Files.isWritable(file)) {
        throw new UserFailure(
            EmbeddedServerError.HOME_UNUSABLE,
            "The tracking database %s cannot be written to.".formatted(file),
            "Choose another folder with --home, or make this one writable.",
            e);
      }
      throw new UserFailure(
          EmbeddedServerError.TRACKING_DATABASE_UNUSABLE,
          "The tracking database %s cannot be used: %s.".formatted(file, e.getMessage()),
          "Move the file away, with all beside it whose names begin with its own, to start afresh,"
              + " or choose another folder with --home.",
          e);
    } catch (ApiError e) {
      closeAfter(database, e);
      throw e.type() == ErrorType.RESOURCE_LIMIT_EXCEEDED ? full(e) : e;
    } catch (UserFailure e) {
      closeAfter(database, e);
      throw e;
    }
  }

  /**
   * Whether the file is as it was when it was closed.
   *
   * @throws UserFailure {@code TRACKING_DATABASE_UNUSABLE} when it is not, though nobody wrote to
   *     it
   */
  private static boolean isWhole(Path file) {
    DatabaseSeal seal = new DatabaseSeal(file);
    try {
      DatabaseSeal.State state = seal.state();
      if (state == DatabaseSeal.State.LOST) {
        throw new UserFailure(
            EmbeddedServerError.TRACKING_DATABASE_UNUSABLE,
            "The tracking database %s is empty or gone, though it held something.".formatted(file),
            DAMAGED);
      }
      if (state == DatabaseSeal.State.BROKEN) {
        throw new UserFailure(
            EmbeddedServerError.TRACKING_DATABASE_UNUSABLE,
            "The tracking database %s has other bytes than when it was closed, though nobody has written to it: its disk has damaged it."
                .formatted(file),
            DAMAGED + " To go on with it as it is, remove " + seal.path() + ".");
      }
      return state == DatabaseSeal.State.WHOLE;
    } catch (IOException unreadable) {
      // The database itself tells what is wrong.
      return false;
    }
  }

  private static void requireSound(Database database, Path file) throws SQLException {
    List<String> faults = database.faults();
    if (!faults.isEmpty()) {
      throw new UserFailure(
          EmbeddedServerError.TRACKING_DATABASE_UNUSABLE,
          "The tracking database %s is damaged: %s."
              .formatted(file, String.join(" ", faults).strip().replace('\n', ' ')),
          DAMAGED);
    }
  }

  private static UserFailure full(ApiError failure) {
    return new UserFailure(
        MachineError.DISK_FULL,
        failure.getMessage(),
        "Free some space on it, then run the same command: the database is as it was.",
        failure);
  }

  private static void closeAfter(Database database, Exception failure) {
    try {
      if (database != null) {
        database.close();
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
