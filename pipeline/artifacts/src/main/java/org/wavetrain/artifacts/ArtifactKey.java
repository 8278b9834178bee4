package org.wavetrain.artifacts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of an artifact: what made it, not what is in it.
 *
 * @param stage the kind of the stage that makes it, for example {@code finetune}
 * @param digest digest of stage kind, code version, parameters, seed and the content digests of the
 *     input artifacts
 */
public record ArtifactKey(String stage, Sha256 digest) {
  /** The tag of tracking runs and model versions that says which artifact they belong to. */
  public static final String TAG = "wavetrain.artifact_key";

  private static final Pattern STAGE = Pattern.compile("[a-z][a-z0-9-]*");

  public ArtifactKey {
    if (!STAGE.matcher(stage).matches()) {
      throw new IllegalArgumentException("not a stage kind: " + stage);
    }
  }

  /** Reads what {@link #toString} writes. */
  @JsonCreator
  public static ArtifactKey parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not an artifact key: " + text);
    }
    return new ArtifactKey(text.substring(0, slash), new Sha256(text.substring(slash + 1)));
  }

  /** As {@link #parse}; empty if the text is something else, such as a tag changed by hand. */
  public static Optional<ArtifactKey> parseIfKey(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException somethingElse) {
      return Optional.empty();
    }
  }

  /** {@code stage/digest}, the folder of the artifact below {@code artifacts/} in the bucket. */
  @Override
  @JsonValue
  public String toString() {
    return stage + "/" + digest;
  }
}
