package org.wavetrain.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/**
 * What runs have logged while the tracking server was away, kept in the object store at {@code
 * unsent-logs/RUN/}: there it survives processes, containers and machines, as checkpoints do.
 * Whoever connects to the tracking server next sends it. Sending the same twice changes nothing.
 */
public final class UnsentLogs {
  private static final Logger LOG = LoggerFactory.getLogger(UnsentLogs.class);

  private final ArtifactStore store;
  private final ObjectFolder folder;

  public UnsentLogs(ArtifactStore store) {
    this.store = store;
    this.folder = store.folder("unsent-logs");
  }

  /**
   * Where a run's lines are kept.
   *
   * @param proof that this process alone logs to the run
   */
  KeptLog of(TrackedRun run, Proof proof) {
    return new KeptLog(run, folder, proof);
  }

  /**
   * Sends and removes all that is kept, of every run that the server knows.
   *
   * @throws UserFailure if the server or the store does not answer
   */
  public void send(Tracking tracking) {
    Map<String, List<String>> byRun = new TreeMap<>();
    for (String name : folder.names()) {
      String run = name.substring(0, Math.max(0, name.indexOf('/')));
      byRun.computeIfAbsent(run, key -> new ArrayList<>()).add(name);
    }
    byRun.forEach((run, names) -> send(run, names.stream().sorted().toList(), tracking));
  }

  private void send(String run, List<String> names, Tracking tracking) {
    List<byte[]> lines = names.stream().map(folder::get).flatMap(Optional::stream).toList();
    try {
      if (tracking.send(run, lines).equals(Optional.of(RunStatus.FINISHED))) {
        // Neither could they be uploaded at its end.
        new RunFiles(tracking, store).putReports(run);
      }
    } catch (UserFailure failure) {
      if (failure.code().mayPass()) {
        throw failure;
      }
      // It may be another server's, which is configured again one day.
      LOG.warn("What was logged to run {} stays unsent: {}", run, failure.getMessage());
      return;
    } catch (IllegalArgumentException unreadable) {
      // Another version's, or damaged: no reason for a stage to fail.
      LOG.warn("What was logged to run {} stays unsent: {}", run, unreadable.getMessage());
      return;
    }
    names.forEach(folder::remove);
    LOG.info("Sent what run {} had logged while the tracking server was away", run);
  }
}
