package org.wavetrain.artifacts;

import org.wavetrain.failure.UserFailure;

/** Failures of objects that are not what they should be. */
final class Corruption {
  private Corruption() {}

  static UserFailure of(String objectKey, String how) {
    return of(objectKey, how, null);
  }

  static UserFailure of(String objectKey, String how, Throwable cause) {
    return new UserFailure(
        ArtifactError.ARTIFACT_CORRUPT,
        "The stored object " + objectKey + " is damaged: it " + how + ".",
        "Make the artifact again: run the pipeline with --no-cache and the name of its stage.",
        cause);
  }
}
