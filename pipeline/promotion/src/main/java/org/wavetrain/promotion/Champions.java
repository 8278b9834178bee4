package org.wavetrain.promotion;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ClaimLost;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.promotion.Move.Kind;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;

/**
 * Puts versions in service and takes them back. Who did it, when, why, and what was in service
 * before stays with the versions as tags.
 */
public final class Champions {
  private static final Logger LOG = LoggerFactory.getLogger(Champions.class);

  static final String FORMER_TAG = "wavetrain.former_champion";

  /** The tag of a version that tells when it was put in service. */
  public static final String PROMOTED_TAG = "wavetrain.promoted";

  private static final String PROMOTED_BY_TAG = "wavetrain.promoted_by";
  private static final String PROMOTION_REASON_TAG = "wavetrain.promotion_reason";
  private static final String ROLLED_BACK_TAG = "wavetrain.rolled_back";
  private static final String ROLLED_BACK_BY_TAG = "wavetrain.rolled_back_by";
  private static final String ROLLBACK_REASON_TAG = "wavetrain.rollback_reason";

  private final ModelRegistry registry;
  private final Turns turns;
  private final Moves moves;
  private final AskedRollbacks asked;
  private final InstantSource clock;
  private final String person;

  /**
   * @param turns in which the alias is moved
   * @param moves where each change is written down
   * @param asked where rollbacks are written down that may be asked for again
   * @param clock tells when
   * @param person tells who
   */
  public Champions(
      ModelRegistry registry,
      Turns turns,
      Moves moves,
      AskedRollbacks asked,
      InstantSource clock,
      String person) {
    this.registry = registry;
    this.turns = turns;
    this.moves = moves;
    this.asked = asked;
    this.clock = clock;
    this.person = person;
  }

  /** The turns in which the alias is moved. */
  Turns turns() {
    return turns;
  }

  /** Whether a version has an alias. */
  boolean isSo(String model, int version, String alias) {
    return registry.byAlias(model, alias).filter(holder -> holder.version() == version).isPresent();
  }

  static Verdict isSoAlready(String model, int version, String alias) {
    return new Verdict(model, version, true, "It is the " + alias + ".");
  }

  /** Puts a version in service that passed its gates. */
  Verdict promote(Wish wish, List<JudgedRule> rules, Proof turn) {
    return promote(wish, Kind.PROMOTION, rules, turn);
  }

  /** Puts a version in service whatever its gates say. */
  Verdict promoteAnyway(Wish wish, List<JudgedRule> rules, Proof turn) {
    return promote(wish, Kind.BY_HAND, rules, turn);
  }

  private Verdict promote(Wish wish, Kind kind, List<JudgedRule> rules, Proof turn) {
    String model = wish.model();
    int version = wish.version();
    Optional<ModelVersion> before = registry.byAlias(model, wish.alias());
    if (before.isPresent() && before.get().version() == version) {
      return isSoAlready(model, version, wish.alias());
    }
    write(kind, wish, before.map(ModelVersion::version), rules, turn);
    // The alias last: whoever finds it there finds the way back, too.
    if (wish.alias().equals(Promotion.CHAMPION)) {
      before.ifPresent(
          former ->
              registry.tagVersion(model, version, FORMER_TAG, Integer.toString(former.version())));
      registry.tagVersion(model, version, PROMOTED_TAG, now());
      registry.tagVersion(model, version, PROMOTED_BY_TAG, person);
      registry.tagVersion(model, version, PROMOTION_REASON_TAG, wish.reason());
    }
    give(wish, turn);
    return new Verdict(
        model,
        version,
        true,
        before
            .map(former -> "It takes the place of version " + former.version() + ".")
            .orElse("There was no " + wish.alias() + "."));
  }

  /**
   * Puts the version in service again that was before the one that is. Told twice for the same
   * reason, it goes back once: whoever did not see the answer may ask again. Nothing changes if
   * another version comes into service while this waits for its turn: what was to be taken out of
   * service is out of it.
   *
   * @throws UserFailure {@code CHAMPION_MISSING}, {@code FORMER_CHAMPION_MISSING}, {@code
   *     CHAMPION_CHANGED}
   */
  public Verdict rollBack(String model, Reason reason) {
    int meant = champion(model).version();
    return rollBack(
        model,
        meant,
        reason,
        (champion, moves) ->
            last(moves)
                .filter(move -> move.version() == champion)
                .filter(move -> isRollback(move, reason)));
  }

  /**
   * As {@link #rollBack}, for whatever asks again however often, and long after: for one reason it
   * goes back once and never again, from the version that was in service when it was asked first.
   *
   * @throws UserFailure {@code CHAMPION_MISSING}, {@code FORMER_CHAMPION_MISSING}, {@code
   *     CHAMPION_CHANGED}
   */
  public Verdict rollBackOnce(String model, Reason reason) {
    int meant = asked.meant(model, reason, champion(model).version());
    return rollBack(
        model,
        meant,
        reason,
        (champion, moves) ->
            moves.stream()
                .filter(move -> move.former().equals(Optional.of(meant)))
                .filter(move -> isRollback(move, reason))
                .findFirst());
  }

  /** Finds the rollback that was asked for, if it was made, among the moves that happened. */
  @FunctionalInterface
  private interface Done {
    Optional<Move> find(int champion, List<Move> moves);
  }

  private static boolean isRollback(Move move, Reason reason) {
    return move.kind() == Kind.ROLLBACK && move.why().equals(reason.text());
  }

  private static Optional<Move> last(List<Move> moves) {
    return moves.stream().reduce((earlier, later) -> later);
  }

  private Verdict rollBack(String model, int meant, Reason reason, Done done) {
    return turns.of(
        Turns.Kind.PROMOTIONS,
        model,
        turn -> {
          ModelVersion champion = champion(model);
          List<Move> happened = moves.happened(model, Promotion.CHAMPION, champion.version());
          Optional<Move> made = done.find(champion.version(), happened);
          if (made.isPresent()) {
            int left = made.get().former().orElseThrow();
            return back(
                model,
                made.get().version(),
                left,
                "Nothing is done: for this reason it was put in service again in place of version"
                    + " %d before.".formatted(left));
          }
          if (champion.version() != meant) {
            Optional<Move> by = last(happened).filter(move -> move.version() == champion.version());
            throw changed(champion, meant, by);
          }
          return rollBack(champion, happened, reason.text(), turn);
        });
  }

  private Verdict rollBack(ModelVersion champion, List<Move> happened, String reason, Proof turn) {
    String model = champion.model();
    ModelVersion former =
        Optional.ofNullable(champion.tags().get(FORMER_TAG))
            .filter(tag -> tag.matches("[0-9]{1,9}"))
            .flatMap(tag -> registry.findVersion(model, Integer.parseInt(tag)))
            .orElseThrow(
                () -> new NoWayBack(champion, happened, registry.versions(model)).failure());
    int from = champion.version();
    Verdict done =
        back(
            model,
            former.version(),
            from,
            "It is in service again in place of version " + from + ".");
    Wish back = new Wish(model, former.version(), Promotion.CHAMPION, reason);
    write(Kind.ROLLBACK, back, Optional.of(from), List.of(), turn);
    registry.tagVersion(model, from, ROLLED_BACK_TAG, now());
    registry.tagVersion(model, from, ROLLED_BACK_BY_TAG, person);
    registry.tagVersion(model, from, ROLLBACK_REASON_TAG, reason);
    give(back, turn);
    return done;
  }

  /**
   * Moves the alias, which the registry does without conditions: if another process had its turn by
   * then, what that one put in service is put there again.
   */
  private void give(Wish wish, Proof turn) {
    turn.require();
    registry.setAlias(wish.model(), wish.alias(), wish.version());
    try {
      turn.require();
    } catch (ClaimLost stoodStill) {
      turns.of(Turns.Kind.PROMOTIONS, wish.model(), next -> giveBack(wish, next));
      throw stoodStill;
    }
  }

  /** Returns the version that the last change gave the alias to. */
  private int giveBack(Wish late, Proof turn) {
    String model = late.model();
    int rightful =
        last(moves.happened(model, late.alias(), late.version()))
            .map(Move::version)
            .orElse(late.version());
    if (rightful != late.version() && isSo(model, late.version(), late.alias())) {
      turn.require();
      registry.setAlias(model, late.alias(), rightful);
      LOG.warn(
          "model {} version {} was made the {} too late, after version {}, which is that again",
          model,
          late.version(),
          late.alias(),
          rightful);
    }
    return rightful;
  }

  private void write(
      Kind kind, Wish wish, Optional<Integer> former, List<JudgedRule> rules, Proof turn) {
    Move move =
        new Move(
            0, kind, wish.version(), former, now(), person, wish.reason(), rules, wish.alias());
    moves.add(wish.model(), move, former, turn);
  }

  private ModelVersion champion(String model) {
    return registry
        .byAlias(model, Promotion.CHAMPION)
        .orElseThrow(
            () ->
                new UserFailure(
                    PromotionError.CHAMPION_MISSING,
                    "No version of the model " + model + " is in service.",
                    "Check the model's name, or promote a version."));
  }

  private static UserFailure changed(ModelVersion champion, int meant, Optional<Move> last) {
    String by =
        last.map(move -> "%s put it there at %s: %s".formatted(move.who(), move.when(), move.why()))
            .orElse("by whom is not written down");
    return new UserFailure(
        PromotionError.CHAMPION_CHANGED,
        "Version %d of the model %s came into service in place of version %d meanwhile (%s)."
            .formatted(champion.version(), champion.model(), meant, by),
        "Nothing was changed. If version %d is not to be in service either, roll back for another"
                .formatted(champion.version())
            + " reason.");
  }

  /** What is told of a version that took its place again, with the figure that it is judged by. */
  private Verdict back(String model, int version, int from, String reason) {
    Optional<Measured> measured =
        registry
            .findVersion(model, version)
            .map(ModelVersion::tags)
            .flatMap(
                tags ->
                    DeclaredGates.ofTags(tags)
                        .flatMap(gates -> gates.measured(Candidate.metrics(tags))));
    return new Verdict(model, version, true, reason, Optional.of(from), measured, List.of());
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
