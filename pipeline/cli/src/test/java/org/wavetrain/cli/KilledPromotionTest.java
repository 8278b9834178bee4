package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.promotion.Candidate;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Reason;
import org.wavetrain.promotion.SmallRegistry;
import org.wavetrain.promotion.Verdict;
import org.wavetrain.stage.ExitCode;

/**
 * Changes of the champion that die before a step of theirs, are told again, die before the next
 * one, and so on.
 */
@Tag("slow")
class KilledPromotionTest {
  private static final String MODEL = "words";
  private static final String RULES = "model-versions/set-tag wavetrain.rules";
  private static final String VERDICT = "model-versions/set-tag wavetrain.verdict";
  private static final String FORMER = "model-versions/set-tag wavetrain.former_champion";
  private static final String PROMOTED = "model-versions/set-tag wavetrain.promoted";
  private static final String BY = "model-versions/set-tag wavetrain.promoted_by";
  private static final String REASON = "model-versions/set-tag wavetrain.promotion_reason";
  private static final String CHALLENGER = "registered-models/alias challenger";
  private static final String CHAMPION = "registered-models/alias champion";

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);

  @TempDir private Path folder;

  private MortalCommands commands;

  @BeforeEach
  void prepare() throws Exception {
    commands = new MortalCommands(servers, folder);
  }

  @AfterEach
  void close() {
    commands.close();
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of a promotion before each of its changes, one after the other",
      outcome = "nothing serves half of it, and told again it is completed once")
  void aPromotionByTheGatesThatDiesAgainAndAgainIsCompletedOnce() throws Exception {
    promoteUntilItLives();

    assertThat(commands.deaths())
        .containsExactly(CHALLENGER, RULES, VERDICT, FORMER, PROMOTED, BY, REASON, CHAMPION);
    assertThat(servers.champion().tags().get("wavetrain.verdict")).startsWith("passed: ");
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of a promotion that overrules the gates before each of its changes",
      outcome = "nothing serves half of it, and told again it is completed once")
  void aPromotionThatOverrulesTheGatesAndDiesAgainAndAgainIsCompletedOnce() throws Exception {
    promoteUntilItLives("--force", "--reason", "it is wanted");

    assertThat(commands.deaths())
        .containsExactly(RULES, VERDICT, FORMER, PROMOTED, BY, REASON, CHAMPION);
    assertThat(servers.champion().tags())
        .containsEntry("wavetrain.promotion_reason", "it is wanted");
  }

  private void promoteUntilItLives(String... options) throws Exception {
    servers.promotion().register(next(0));
    servers.register(next(1));
    String[] promote =
        Stream.concat(Stream.of("promote", MODEL, "2"), Stream.of(options)).toArray(String[]::new);

    while (commands.isKilled(promote)) {
      assertThat(version()).as("the alias is moved last").isEqualTo(1);
    }

    assertThat(version()).isEqualTo(2);
    assertThat(servers.champion().tags())
        .containsEntry("wavetrain.former_champion", "1")
        .containsKeys("wavetrain.verdict", "wavetrain.rules", "wavetrain.promoted");
    assertThat(servers.moves().of(MODEL))
        .extracting(Move::version)
        .as("each change is on record once")
        .containsExactly(1, 2);
    assertThat(servers.registry().versions(MODEL)).hasSize(2);
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of a rollback before each of its changes",
      outcome = "told again, it goes back by one version, once")
  void aRollbackThatDiesAgainAndAgainGoesBackOnce() throws Exception {
    servers.promotion().register(next(0));
    servers.promotion().register(next(1));
    servers.promotion().register(next(2));
    String reason = "it is worse";

    while (commands.isKilled("rollback", MODEL, "--reason", reason)) {
      assertThat(version()).as("the alias is moved last").isEqualTo(3);
    }
    // As if the last one had died before it could say that it is done.
    Verdict repeated = servers.champions().rollBack(MODEL, new Reason(reason));

    assertThat(commands.deaths())
        .containsExactly(
            "model-versions/set-tag wavetrain.rolled_back",
            "model-versions/set-tag wavetrain.rolled_back_by",
            "model-versions/set-tag wavetrain.rollback_reason",
            CHAMPION);
    assertThat(repeated.reason()).startsWith("Nothing is done");
    assertThat(version()).isEqualTo(2);
    assertThat(servers.registry().findVersion(MODEL, 3).orElseThrow().tags())
        .containsEntry("wavetrain.rollback_reason", reason)
        .containsKeys("wavetrain.rolled_back", "wavetrain.rolled_back_by");
    assertThat(servers.moves().of(MODEL))
        .extracting(Move::kind, Move::version)
        .as("each change is on record once")
        .containsExactly(
            tuple(Move.Kind.PROMOTION, 1),
            tuple(Move.Kind.PROMOTION, 2),
            tuple(Move.Kind.PROMOTION, 3),
            tuple(Move.Kind.ROLLBACK, 2));
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected =
          "SIGKILL of a rollback that waits for a promotion, which puts another version in"
              + " service",
      outcome = "told again, it changes nothing and fails with CHAMPION_CHANGED")
  void aRollbackTaskThatWasKilledWhileItWaitedMeansTheChampionOfItsFirstTry() throws Exception {
    servers.promotion().register(next(0));
    servers.promotion().register(next(1));
    String[] task = {"task", "rollback", "--model", MODEL, "--reason", "run 7"};
    try (Claim turn =
        servers
            .claims()
            .take(Claims.nameOf("promotions", MODEL), holder -> true, () -> {})
            .orElseThrow()) {
      Process first = commands.start(task);
      while (!commands.said().contains("Waiting for ")) {
        assertThat(first.isAlive()).as(commands.said()).isTrue();
        Thread.sleep(20);
      }
      first.destroyForcibly().waitFor();
      turn.require();
    }
    servers.promotion().register(next(2));

    int second = commands.start(task).waitFor();

    assertThat(second).as(commands.said()).isEqualTo(ExitCode.USER_FAILURE.code());
    assertThat(commands.said()).contains("CHAMPION_CHANGED", "in place of version 2 meanwhile");
    assertThat(version()).isEqualTo(3);
    assertThat(servers.moves().of(MODEL)).extracting(Move::kind).containsOnly(Move.Kind.PROMOTION);
  }

  /** Each is better than those before. */
  private Candidate next(int number) {
    return servers.candidate("model " + number, 0.5 - number / 100.0);
  }

  private int version() {
    return servers.champion().version();
  }
}
