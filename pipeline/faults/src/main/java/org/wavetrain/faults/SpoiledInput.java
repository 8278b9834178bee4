package org.wavetrain.faults;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/** Holds what reads files to its promise: whatever it gets, it reads it or refuses it. */
public final class SpoiledInput {
  /** For one file of a few kilobytes on a busy machine: more is as good as for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What reads. */
  @FunctionalInterface
  public interface Reading {
    void read(byte[] spoiled) throws Exception;
  }

  private SpoiledInput() {}

  /**
   * Reads a file that is spoiled in many ways.
   *
   * @param usually how many
   * @param refusal whether a failure is one that is promised; any other, a lack of memory among
   *     them, and no end within 20 s fail the test
   */
  public static void assertReadOrRefused(
      byte[] whole, int usually, Reading reading, Predicate<Throwable> refusal) {
    assertReadOrRefused(spoiler -> spoiler.spoil(whole), usually, reading, refusal);
  }

  /** The same of a text. */
  public static void assertReadOrRefused(
      String whole, int usually, Reading reading, Predicate<Throwable> refusal) {
    assertReadOrRefused(spoiler -> spoiler.spoilText(whole), usually, reading, refusal);
  }

  private static void assertReadOrRefused(
      Function<Spoiler, byte[]> spoiling,
      int usually,
      Reading reading,
      Predicate<Throwable> refusal) {
    Trials.orUsually(usually)
        .forEach(
            trial -> {
              byte[] spoiled = spoiling.apply(new Spoiler(trial));
              try {
                assertTimeoutPreemptively(PATIENCE, () -> reading.read(spoiled));
              } catch (Throwable failure) {
                if (!refusal.test(failure)) {
                  throw new AssertionError(
                      "neither read nor refused: spoiled in the way " + trial, failure);
                }
              }
            });
  }
}
