package org.wavetrain.faults;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A fault that a test injects and what comes of it: a line of the table in docs/reliability.md,
 * which {@code mvn verify -Pfaults} prints.
 */
@Tag(Fault.TAG)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Fault {
  /** The group of such tests. */
  String TAG = "fault";

  /** What the fault is in. */
  FaultArea area();

  /** What goes wrong, without a full stop. */
  String injected();

  /** What comes of it, without a full stop. */
  String outcome();
}
