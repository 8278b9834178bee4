package org.wavetrain.tracking;

import java.util.List;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;

/**
 * What came of {@link Tracking#tryWriting}.
 *
 * @param refusal what the server refused, after which nothing else was tried; empty if nothing was
 * @param left what could not be removed again, each with why
 */
public record WriteTrial(Optional<UserFailure> refusal, List<String> left) {
  public WriteTrial {
    left = List.copyOf(left);
  }
}
