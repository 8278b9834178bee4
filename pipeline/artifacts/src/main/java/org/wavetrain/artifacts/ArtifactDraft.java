package org.wavetrain.artifacts;

import java.io.IOException;

/** An artifact that is being made: files first, then, once, the manifest that makes it visible. */
public interface ArtifactDraft extends ArtifactWriter {
  /**
   * Publishes the files put so far. When another run published the same key meanwhile with equal
   * content, its manifest is returned and this draft's files are removed.
   *
   * @throws org.wavetrain.failure.UserFailure {@code ARTIFACT_CONFLICT} when the other content
   *     differs
   */
  Manifest publish(Provenance provenance) throws IOException;

  /**
   * Publishes the files put so far in place of the artifact that was published under the key, if
   * there is one. It stays as it is until then.
   *
   * @throws org.wavetrain.failure.UserFailure {@code ARTIFACT_CONFLICT} when the other is whole and
   *     its content differs; it is kept
   */
  Manifest replace(Provenance provenance) throws IOException;
}
