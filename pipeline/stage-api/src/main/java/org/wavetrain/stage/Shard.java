package org.wavetrain.stage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.artifacts.Sha256;

/**
 * One of several parts of a stage's work.
 *
 * @param index which one, from 0
 * @param count how many there are
 */
public record Shard(
    @JsonProperty(required = true) int index, @JsonProperty(required = true) int count) {
  /** All of the work. */
  public static final Shard WHOLE = new Shard(0, 1);

  public Shard {
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException("there is no shard " + index + " of " + count);
    }
  }

  /** The first of so many pieces of work that is this shard's. */
  public long first(long pieces) {
    return Math.floorDiv(pieces * index, count);
  }

  /** The first after it that is not. */
  public long end(long pieces) {
    return Math.floorDiv(pieces * (index + 1), count);
  }

  /** Whether a piece of work, counted from 0, is this shard's when so many are shared out. */
  public boolean has(long piece, long pieces) {
    return piece >= first(pieces) && piece < end(pieces);
  }

  /**
   * The key of this shard's artifact. It is of a kind of its own, so that nobody takes it for an
   * artifact of the stage.
   *
   * @param whole the key of the artifact that is made of all shards
   */
  public ArtifactKey keyIn(ArtifactKey whole) {
    String making =
        CanonicalJson.of(Map.of("whole", whole.toString(), "index", index, "count", count));
    return new ArtifactKey(whole.stage() + "-shard", Sha256.of(making));
  }

  /** For people, counted from 1: {@code 2/4}. */
  @Override
  public String toString() {
    return (index + 1) + "/" + count;
  }
}
