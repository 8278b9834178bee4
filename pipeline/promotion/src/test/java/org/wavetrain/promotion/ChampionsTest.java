package org.wavetrain.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.Proof;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class ChampionsTest {
  private static final String MODEL = "commands";

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);

  @Test
  void aChampionIsRolledBackToTheOneBeforeOnceForEachReason() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.promotion().register(servers.candidate("b", 0.4));
    servers.promotion().register(servers.candidate("c", 0.3));

    Verdict back = servers.champions().rollBack(MODEL, new Reason("run 1"));
    Verdict repeated = servers.champions().rollBack(MODEL, new Reason("run 1"));

    assertThat(back)
        .isEqualTo(
            new Verdict(
                MODEL,
                2,
                true,
                "It is in service again in place of version 3.",
                Optional.of(3),
                Optional.of(new Measured("wer", 0.4, Direction.LOWER)),
                List.of()));
    assertThat(repeated)
        .isEqualTo(
            back.withReason(
                "Nothing is done: for this reason it was put in service again in place of version 3"
                    + " before."));
    assertThat(servers.champion().version()).isEqualTo(2);
    assertThat(servers.champions().rollBack(MODEL, new Reason("run 2")).version()).isEqualTo(1);
    assertThatThrownBy(() -> servers.champions().rollBack(MODEL, new Reason("run 3")))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(PromotionError.FORMER_CHAMPION_MISSING))
        .hasMessageContaining("before version 1, so there is none to go back to");
  }

  @Test
  void whereThereIsOneVersionOnlyThereIsNoneToGoBackTo() {
    servers.promotion().register(servers.candidate("a", 0.5));

    assertThatThrownBy(() -> servers.champions().rollBack(MODEL, new Reason("it is slow")))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.remedy()).contains("the only version", "run the pipeline"))
        .hasMessageContaining("No version of", "was in service before version 1");
  }

  @Test
  void theFormerVersionOfOneThatAnotherProgramPutInServiceIsNotKnown() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.promotion().register(servers.candidate("b", 0.6));
    servers.registry().setAlias(MODEL, Promotion.CHAMPION, 2);

    assertThatThrownBy(() -> servers.champions().rollBack(MODEL, new Reason("it is slow")))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.remedy())
                    .contains("promote " + MODEL + " VERSION --force", "there is 1."))
        .hasMessageContaining("It is not known which version");
  }

  @Test
  void aRollbackThatIsToBeMadeOnceIsMadeOnceWhateverComesIntoServiceSince() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.promotion().register(servers.candidate("b", 0.4));

    Verdict back = servers.champions().rollBackOnce(MODEL, new Reason("run 1"));
    servers.promotion().promoteAnyway(MODEL, 2, Promotion.CHAMPION, new Reason("to see"));
    Verdict repeated = servers.champions().rollBackOnce(MODEL, new Reason("run 1"));

    assertThat(back.version()).isEqualTo(1);
    assertThat(repeated)
        .isEqualTo(
            back.withReason(
                "Nothing is done: for this reason it was put in service again in place of version 2"
                    + " before."));
    assertThat(servers.champion().version()).isEqualTo(2);
    assertThat(servers.champions().rollBackOnce(MODEL, new Reason("run 2")).version()).isEqualTo(1);
  }

  @Test
  void aRollbackForTheReasonOfAnEarlierOneGoesBackFromAnotherVersion() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.promotion().register(servers.candidate("b", 0.4));
    servers.champions().rollBack(MODEL, new Reason("it is worse"));
    servers.promotion().register(servers.candidate("c", 0.3));
    servers.promotion().promoteAnyway(MODEL, 1, Promotion.CHAMPION, new Reason("to see"));

    Verdict back = servers.champions().rollBack(MODEL, new Reason("it is worse"));

    assertThat(back.reason()).isEqualTo("It is in service again in place of version 1.");
    assertThat(servers.champion().version()).isEqualTo(3);
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "two rollbacks at once, each for a reason of its own",
      outcome = "one goes back, and the other changes nothing and is told of it")
  void ofTwoWhoRollBackAtOnceForReasonsOfTheirOwnOneIsToldThatTheOtherDid() throws Exception {
    List<Future<Verdict>> told = rollBackAtOnce("it fails on names", "it is slow");

    List<String> failures = new ArrayList<>();
    for (Future<Verdict> each : told) {
      try {
        assertThat(each.get().version()).isEqualTo(2);
      } catch (ExecutionException failure) {
        assertThat(failure.getCause())
            .isInstanceOfSatisfying(
                UserFailure.class,
                refusal -> assertThat(refusal.code()).isEqualTo(PromotionError.CHAMPION_CHANGED));
        failures.add(failure.getCause().getMessage());
      }
    }
    assertThat(failures)
        .singleElement()
        .asString()
        .matches(
            "Version 2 of the model commands came into service in place of version 3 meanwhile"
                + " \\(a test put it there at 2026-01-31T10:00:00Z: (it fails on names|it is"
                + " slow)\\)\\.");
    assertThat(servers.champion().version()).isEqualTo(2);
    assertThat(servers.moves().of(MODEL)).hasSize(4);
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "two rollbacks at once for the same reason",
      outcome = "it is done once, and both are told so")
  void whatTwoWantForOneReasonIsDoneOnce() throws Exception {
    List<Future<Verdict>> told = rollBackAtOnce("it is slow", "it is slow");

    for (Future<Verdict> each : told) {
      assertThat(each.get().version()).isEqualTo(2);
    }
    assertThat(servers.champion().version()).isEqualTo(2);
    assertThat(servers.moves().of(MODEL)).hasSize(4);
  }

  /** Of three versions the last is in service when both begin. */
  private List<Future<Verdict>> rollBackAtOnce(String one, String other) throws Exception {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.promotion().register(servers.candidate("b", 0.4));
    servers.promotion().register(servers.candidate("c", 0.3));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<Verdict>> told = new ArrayList<>();
    try (Claim before =
        servers
            .claims()
            .take(Claims.nameOf("promotions", MODEL), holder -> true, () -> {})
            .orElseThrow()) {
      for (String reason : List.of(one, other)) {
        told.add(threads.submit(() -> servers.champions().rollBack(MODEL, new Reason(reason))));
      }
      while (servers.waits().size() < told.size()) {
        Thread.sleep(20);
      }
      before.require();
    }
    threads.shutdown();
    return told;
  }

  @Test
  void everyMoveIsWrittenDownWithWhoWhenWhyAndTheVerdict() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.4));
    servers.promotion().promote(MODEL, 2, "it is better");
    servers.champions().rollBack(MODEL, new Reason("it fails on names"));
    servers.promotion().promoteAnyway(MODEL, 2, Promotion.CHAMPION, new Reason("mended"));

    List<Move> moves = servers.moves().of(MODEL);

    assertThat(moves)
        .extracting(Move::kind, Move::version, Move::former, Move::why)
        .containsExactly(
            tuple(Move.Kind.PROMOTION, 1, Optional.empty(), "There was no champion."),
            tuple(Move.Kind.PROMOTION, 2, Optional.of(1), "it is better"),
            tuple(Move.Kind.ROLLBACK, 1, Optional.of(2), "it fails on names"),
            tuple(Move.Kind.BY_HAND, 2, Optional.of(1), "mended"));
    assertThat(moves).extracting(Move::who).containsOnly("a test");
    assertThat(moves).extracting(Move::when).containsOnly("2026-01-31T10:00:00Z");
    assertThat(moves.get(1).rules())
        .containsExactly(
            new JudgedRule(
                "better_than_champion", "wer less than the 0.5000 of version 1", "0.4000", true));
    assertThat(servers.moves().of("another")).isEmpty();
  }

  @Test
  void aMoveThatWasWrittenDownAndDidNotHappenIsDoneWithoutASecondTrace() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.6));
    leaveUndone(2);
    assertThat(servers.champion().version()).isEqualTo(1);

    servers.promotion().promoteAnyway(MODEL, 2, Promotion.CHAMPION, new Reason("why"));

    assertThat(servers.champion().version()).isEqualTo(2);
    assertThat(servers.moves().of(MODEL))
        .extracting(Move::number, Move::version, Move::who, Move::when)
        .containsExactly(
            tuple(1, 1, "a test", "2026-01-31T10:00:00Z"),
            tuple(2, 2, "a test", "2026-01-31T10:00:00Z"));
  }

  @Test
  void aMoveThatWasWrittenDownAndNeverHappenedMakesWayForTheNextOne() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.6));
    servers.gatekeeper().propose(servers.candidate("c", 0.7));
    leaveUndone(2);

    servers
        .promotion()
        .promoteAnyway(MODEL, 2, "second", new Reason("another alias is no matter of champions"));
    servers.promotion().promoteAnyway(MODEL, 3, Promotion.CHAMPION, new Reason("why"));

    assertThat(servers.moves().of(MODEL))
        .extracting(Move::number, Move::version, Move::former, Move::alias)
        .containsExactly(
            tuple(1, 1, Optional.empty(), Promotion.CHAMPION),
            tuple(2, 3, Optional.of(1), Promotion.CHAMPION),
            tuple(3, 2, Optional.empty(), "second"));
  }

  /** What a process leaves that dies before it puts a version in service. */
  private void leaveUndone(int version) {
    servers
        .moves()
        .add(MODEL, move(Move.Kind.BY_HAND, version, "earlier"), Optional.of(1), Proof.NOT_NEEDED);
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "a promotion that stood still until another had its turn",
      outcome = "it does not write over what the other wrote")
  void aProcessThatStoodStillDoesNotWriteOverWhatWasWrittenDownMeanwhile() {
    Move late = move(Move.Kind.BY_HAND, 2, "late");
    Move quick = move(Move.Kind.ROLLBACK, 3, "quick");

    assertThatThrownBy(
            () ->
                servers
                    .moves()
                    .add(
                        MODEL,
                        late,
                        Optional.of(1),
                        () -> {
                          if (servers.moves().of(MODEL).isEmpty()) {
                            servers.moves().add(MODEL, quick, Optional.of(1), Proof.NOT_NEEDED);
                          }
                        }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(servers.moves().of(MODEL)).extracting(Move::why).containsExactly("quick");
  }

  @Test
  void aMoveThatDidNotHappenIsNotTakenUpByTwo() {
    Move undone = move(Move.Kind.BY_HAND, 2, "undone");
    servers.moves().add(MODEL, undone, Optional.of(1), Proof.NOT_NEEDED);

    assertThatThrownBy(
            () ->
                servers
                    .moves()
                    .add(
                        MODEL,
                        move(Move.Kind.BY_HAND, 2, "late"),
                        Optional.of(1),
                        () -> takeUpOnce("quick")))
        .isInstanceOf(IllegalStateException.class);

    assertThat(servers.moves().of(MODEL)).extracting(Move::why).containsExactly("quick");
  }

  private void takeUpOnce(String why) {
    if (servers.moves().of(MODEL).get(0).why().equals("undone")) {
      servers.moves().add(MODEL, move(Move.Kind.BY_HAND, 2, why), Optional.of(1), Proof.NOT_NEEDED);
    }
  }

  private static Move move(Move.Kind kind, int version, String why) {
    return new Move(
        0, kind, version, Optional.of(1), "now", "it", why, List.of(), Promotion.CHAMPION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aReasonThatSaysNothingIsRefused(String text) {
    assertThatThrownBy(() -> new Reason(text))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(PromotionError.REASON_MISSING));
  }
}
