package org.wavetrain.tracking;

import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;

/**
 * Makes something that the server would make once more if asked again. A request whose answer was
 * lost may have made it: so whenever it is called again, it looks for that first. One that is on
 * its way for long may make it after that look, so it looks once more when it has asked again.
 *
 * @param <T> what is made
 */
final class Creation<T> implements Callable<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Creation.class);

  private final Callable<T> request;
  private final Made<T> made;
  private boolean asked;
  private boolean foundNone;

  /** What requests have made that are equal to this one. */
  interface Made<T> {
    /** All of it; the one that is to stay comes first. */
    List<T> all();

    void remove(T superfluous);
  }

  Creation(Callable<T> request, Made<T> made) {
    this.request = request;
    this.made = made;
  }

  @Override
  public synchronized T call() throws Exception {
    if (!asked) {
      asked = true;
      return request.call();
    }
    List<T> found = made.all();
    if (!found.isEmpty()) {
      return onlyOne(found);
    }
    foundNone = true;
    T again = request.call();
    List<T> late = made.all();
    return late.isEmpty() ? again : onlyOne(late);
  }

  private T onlyOne(List<T> found) {
    if (!foundNone) {
      // Equal ones may be older than the first request, and somebody else's.
      return found.get(0);
    }
    for (T superfluous : found.subList(1, found.size())) {
      try {
        made.remove(superfluous);
      } catch (UserFailure e) {
        LOG.warn("{} was made twice, and stays: {}", superfluous, e.getMessage());
      }
    }
    return found.get(0);
  }
}
