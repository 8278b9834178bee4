package org.wavetrain.ingest;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wavetrain.stage.StageStopped;

/**
 * Decodes the files of recordings on all processors, some ahead of the one that is handed over.
 *
 * @param check safe for several threads
 */
record DecodedRecordings(RecordingCheck check) implements Recordings {
  private static final int DECODED_AHEAD = 64;

  @Override
  public void read(List<Placed> placed, Consumer consumer) throws IOException {
    ExecutorService executor =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      Queue<Future<CheckedRecording>> ahead = new ArrayDeque<>();
      int submitted = 0;
      for (Placed next : placed) {
        while (submitted < placed.size() && ahead.size() < DECODED_AHEAD) {
          Candidate candidate = placed.get(submitted++).candidate();
          ahead.add(executor.submit(() -> check.check(candidate)));
        }
        handOver(next, ahead.remove(), consumer);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private static void handOver(Placed placed, Future<CheckedRecording> decoding, Consumer consumer)
      throws IOException {
    CheckedRecording recording;
    try {
      recording = decoding.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UtteranceRejected rejected)) {
        throw new IllegalStateException(
            "could not read " + placed.candidate().path(), e.getCause());
      }
      consumer.rejected(placed, rejected.reason().name(), rejected.getMessage());
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StageStopped("interrupted while reading " + placed.candidate().path());
    }
    consumer.checked(placed, recording);
  }
}
