package org.wavetrain.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.artifacts.StampedObject;

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
   * Those of an alias that happened, the oldest first.
   *
   * @param inService the version that has it now
   */
  List<Move> happened(String model, String alias, int inService) {
    List<Move> moves = of(model);
    Optional<Move> undone = undone(moves, alias, Optional.of(inService));
    return moves.stream()
        .filter(move -> move.alias().equals(alias))
        .filter(move -> !undone.equals(Optional.of(move)))
        .toList();
  }

  /** The one that was written last and did not happen, since its process died. */
  private static Optional<Move> undone(
      List<Move> moves, String alias, Optional<Integer> inService) {
    return last(moves, alias)
        .filter(last -> inService.equals(last.former()))
        .filter(last -> !inService.equals(Optional.of(last.version())));
  }

  private static Optional<Move> last(List<Move> moves, String alias) {
    return moves.stream()
        .filter(move -> move.alias().equals(alias))
        .reduce((earlier, later) -> later);
  }

  /**
   * Writes one down, with the number that comes next; in the model's turn. One of this alias that
   * was written last and did not happen, since its process died, is replaced by it, so that none
   * stays that never was.
   *
   * @param inService the version that is in service now
   * @param turn asked right before it is written; if another process's turn comes then, what that
   *     one writes stays
   */
  Move add(String model, Move move, Optional<Integer> inService, Proof turn) {
    ObjectFolder folder = folder(model);
    Map<Integer, StampedObject> written = new TreeMap<>();
    List<Move> before = new ArrayList<>();
    for (String name : folder.names()) {
      folder
          .getStamped(name)
          .ifPresent(
              object -> {
                Move earlier = read(object.content());
                before.add(earlier);
                written.put(earlier.number(), object);
              });
    }
    before.sort(Comparator.comparingInt(Move::number));
    Optional<Move> undone = undone(before, move.alias(), inService);
    int last = before.isEmpty() ? 0 : before.get(before.size() - 1).number();
    Move next = move.withNumber(undone.map(Move::number).orElse(last + 1));
    String name = String.format(Locale.ROOT, "%06d", next.number()) + EXTENSION;
    turn.require();
    boolean done =
        undone.isPresent()
            ? folder.putIfUnchanged(name, write(next), written.get(next.number()).tag())
            : folder.putIfAbsent(name, write(next));
    if (!done) {
      turn.require();
      throw new IllegalStateException(
          "something that does not take turns wrote " + folder.address() + "/" + name);
    }
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
