package org.wavetrain.faults;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Which requests something goes wrong with. Asked by several threads at once. */
@FunctionalInterface
public interface FaultPlan {
  /** Nothing goes wrong. */
  FaultPlan NONE = request -> Optional.empty();

  /** What goes wrong with a request, if anything does. */
  Optional<HttpFault> of(HttpHead request);

  /** With each such request. */
  static FaultPlan always(Predicate<HttpHead> requests, HttpFault fault) {
    return request -> requests.test(request) ? Optional.of(fault) : Optional.empty();
  }

  /** With the first such requests. */
  static FaultPlan first(int times, Predicate<HttpHead> requests, HttpFault fault) {
    AtomicInteger left = new AtomicInteger(times);
    return request ->
        requests.test(request) && left.getAndDecrement() > 0
            ? Optional.of(fault)
            : Optional.empty();
  }

  /** With one request of all, whatever it asks for, counted from 0. */
  static FaultPlan only(int number, HttpFault fault) {
    AtomicInteger seen = new AtomicInteger();
    return request -> seen.getAndIncrement() == number ? Optional.of(fault) : Optional.empty();
  }
}
