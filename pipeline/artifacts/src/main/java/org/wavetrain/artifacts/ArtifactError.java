package org.wavetrain.artifacts;

import org.wavetrain.failure.ErrorCode;

/** What can go wrong between Wavetrain and the object store. */
public enum ArtifactError implements ErrorCode {
  /** An object's bytes differ from what its manifest says, or the manifest cannot be read. */
  ARTIFACT_CORRUPT,
  /** A stage made other content under the key of an artifact that is whole. */
  ARTIFACT_CONFLICT,
  /** No artifact was published under the key. */
  ARTIFACT_MISSING,
  /** A file's path would lead out of its artifact, or is both a file and a folder. */
  ARTIFACT_PATH_UNSAFE,
  /** A manifest was written by a later version of Wavetrain. */
  ARTIFACT_FORMAT_UNKNOWN,
  /** The settings of the object store do not make sense. */
  STORE_SETTINGS_INVALID,
  /** No credentials, or no region, for the object store. */
  STORE_CREDENTIALS_MISSING,
  /** Nothing answers at the object store's address. */
  STORE_UNREACHABLE,
  /** The object store refuses these credentials. */
  STORE_ACCESS_DENIED,
  /** The bucket does not exist. */
  STORE_BUCKET_MISSING,
  /** The object store does not hold to what is asked of it, such as S3's conditional writes. */
  STORE_UNSUITABLE,
  /** The object store answered with an error of its own. */
  STORE_FAILED;

  @Override
  public boolean mayPass() {
    return this == STORE_UNREACHABLE || this == STORE_FAILED;
  }
}
