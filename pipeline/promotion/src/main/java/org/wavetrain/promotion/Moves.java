package org.wavetrain.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.artifacts.Sha256;

/**
 * All changes of which version is in service, each an object in the store. They are written before
 * they happen, so that none happens without a trace.
 */
public final class Moves {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();
  private static final String EXTENSION = ".json";

  private final ArtifactStore store;

  public Moves(ArtifactStore store) {
    this.store = store;
  }

  /** Those of one model, the oldest first. */
  public List<Move> of(String model) {
    ObjectFolder folder = folder(model);
    List<Move> moves = new ArrayList<>();
    for (String name : folder.names().stream().sorted().toList()) {
      folder.get(name).ifPresent(content -> moves.add(read(content)));
    }
    return moves;
  }

  /**
   * Writes one down, with the number that comes next; in the model's turn. One that was written
   * last and did not happen, since its process died, is replaced by it.
   *
   * @param inService the version that is in service now
   */
  Move add(String model, Move move, Optional<Integer> inService) {
    List<Move> before = of(model);
    // The last of this alias: what was never done is done now, by whoever does it.
    Optional<Move> undone =
        before.stream()
            .filter(earlier -> earlier.alias().equals(move.alias()))
            .reduce((earlier, later) -> later)
            .filter(last -> last.isLike(move) && !inService.equals(Optional.of(last.version())));
    Move next = move.withNumber(undone.map(Move::number).orElse(before.size() + 1));
    folder(model).put(String.format(Locale.ROOT, "%06d", next.number()) + EXTENSION, write(next));
    return next;
  }

  /** Whatever the model is called, which may be done elsewhere. */
  private ObjectFolder folder(String model) {
    return store.folder("promotions/" + Sha256.of(model));
  }

  private static byte[] write(Move move) {
    try {
      return JSON.writeValueAsBytes(move);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("moves have a JSON form", impossible);
    }
  }

  private static Move read(byte[] content) {
    try {
      return JSON.readValue(content, Move.class);
    } catch (IOException damaged) {
      throw new UncheckedIOException("a promotion that was written down is damaged", damaged);
    }
  }
}
