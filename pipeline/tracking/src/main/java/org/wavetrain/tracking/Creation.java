package org.wavetrain.tracking;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Makes something that the server would make once more if asked again. A request whose answer was
 * lost may have made it: so whenever it is called again, it looks for that first.
 *
 * @param <T> what is made
 */
final class Creation<T> implements Callable<T> {
  private final Callable<T> request;
  private final Supplier<Optional<T>> made;
  private boolean asked;

  Creation(Callable<T> request, Supplier<Optional<T>> made) {
    this.request = request;
    this.made = made;
  }

  @Override
  public synchronized T call() throws Exception {
    if (asked) {
      Optional<T> found = made.get();
      if (found.isPresent()) {
        return found.get();
      }
    }
    asked = true;
    return request.call();
  }
}
