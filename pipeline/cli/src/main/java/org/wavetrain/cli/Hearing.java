package org.wavetrain.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wavetrain.audio.AudioDecoder;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.RecordedFile;
import org.wavetrain.recognition.Recording;
import org.wavetrain.stage.ExitCode;

/**
 * Goes through recordings one by one; one that cannot be used does not keep the others from it.
 *
 * @param <T> what becomes of each
 */
final class Hearing<T> {
  /** What an exported model with some forty symbols scores of it fits into the launcher's heap. */
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Console console;
  private final Function<Recording, T> model;
  private final Function<T, Duration> length;

  /**
   * @param length of a recording, by what became of it
   */
  Hearing(Console console, Function<Recording, T> model, Function<T, Duration> length) {
    this.console = console;
    this.model = model;
    this.length = length;
  }

  /**
   * Hears them all and says on standard error how quickly.
   *
   * @param results told of each as soon as it was heard
   * @return the exit status
   * @throws UserFailure the failure of a recording that is the only one
   */
  int all(List<SoundInput> inputs, Consumer<Heard<T>> results) {
    List<UserFailure> failures = new ArrayList<>();
    Duration sound = Duration.ZERO;
    Duration elapsed = Duration.ZERO;
    int count = 0;
    for (SoundInput input : inputs) {
      Optional<Heard<T>> heard = heard(input, failures);
      if (heard.isPresent()) {
        results.accept(heard.get());
        console.out().requireWritten();
        count++;
        sound = sound.plus(heard.get().length());
        elapsed = elapsed.plus(heard.get().elapsed());
      }
    }
    console.out().flush();
    if (count > 0) {
      console
          .error()
          .printf(
              Locale.ROOT,
              "%s, %.1f s of sound in %.1f s: real-time factor %.3f%n",
              count == 1 ? "1 recording" : count + " recordings",
              seconds(sound),
              seconds(elapsed),
              seconds(elapsed) / seconds(sound));
    }
    if (inputs.size() == 1 && !failures.isEmpty()) {
      throw failures.get(0);
    }
    failures.forEach(new FailureReport(console.error())::print);
    return failures.isEmpty() ? ExitCode.DONE.code() : ExitCode.USER_FAILURE.code();
  }

  private Optional<Heard<T>> heard(SoundInput input, List<UserFailure> failures) {
    long start = System.nanoTime();
    RecordedFile recording =
        new RecordedFile(
            input.file(),
            input.name().equals("-") ? "Standard input" : input.name(),
            new AudioDecoder(LONGEST));
    try {
      T result = model.apply(recording);
      return Optional.of(
          new Heard<>(
              input, result, length.apply(result), Duration.ofNanos(System.nanoTime() - start)));
    } catch (UserFailure failure) {
      failures.add(failure);
      return Optional.empty();
    }
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
