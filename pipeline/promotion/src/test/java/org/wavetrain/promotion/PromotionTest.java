package org.wavetrain.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.promotion.Decision.Outcome;

class PromotionTest {
  private static final String MODEL = "commands";

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);

  @Test
  void theFirstModelBecomesTheChampion() {
    Registered first = servers.promotion().register(servers.candidate("a", 0.5));

    assertThat(first.version()).isEqualTo(1);
    assertThat(first.decision().outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(servers.champion().version()).isEqualTo(1);
    assertThat(servers.champion().tags())
        .containsEntry(Promotion.KEY_TAG, SmallRegistry.key("a").toString())
        .containsEntry("wavetrain.metric.wer", "0.5")
        .containsEntry("wavetrain.stage.export", SmallRegistry.key("a").toString());
  }

  @Test
  void theSameExportStaysOneVersion() {
    servers.promotion().register(servers.candidate("a", 0.5));
    Registered again = servers.promotion().register(servers.candidate("a", 0.5));

    assertThat(again.version()).isEqualTo(1);
    assertThat(again.decision().outcome()).isEqualTo(Outcome.KEPT);
    assertThat(again.decision().reason()).isEqualTo("The export is the same as before.");
    assertThat(servers.registry().versions(MODEL)).hasSize(1);
  }

  @Test
  void aBetterModelTakesTheChampionsPlace() {
    servers.promotion().register(servers.candidate("a", 0.5));
    Registered better = servers.promotion().register(servers.candidate("b", 0.4));

    assertThat(better.decision().outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(servers.champion().version()).isEqualTo(2);
  }

  @Test
  void anEqualOrWorseModelIsRegisteredButNotPromoted() {
    servers.promotion().register(servers.candidate("a", 0.5));

    assertThat(servers.promotion().register(servers.candidate("b", 0.5)).decision().outcome())
        .isEqualTo(Outcome.REFUSED);
    Registered worse = servers.promotion().register(servers.candidate("c", 0.6));
    assertThat(worse.version()).isEqualTo(3);
    assertThat(worse.decision().reason()).contains("0.6000", "0.5000", "version 1");
    assertThat(servers.champion().version()).isEqualTo(1);
  }

  @Test
  void aChampionThatWasMeasuredOnOtherRecordingsIsNotReplaced() {
    servers.promotion().register(servers.candidate("a", 0.5, "corpus 1"));

    assertThat(
            servers
                .promotion()
                .register(servers.candidate("b", 0.6, "corpus 1"))
                .decision()
                .reason())
        .contains("less than the 0.5000 of version 1");
    assertThat(
            servers
                .promotion()
                .register(servers.candidate("c", 0.4, "corpus 2"))
                .decision()
                .reason())
        .contains("version 1 was measured on other recordings");
    assertThat(servers.champion().version()).isEqualTo(1);
  }

  @Test
  void aModelWithoutTheMetricIsNeverPromoted() {
    Registered unmeasured =
        servers
            .promotion()
            .register(
                new Candidate(
                    MODEL,
                    SmallRegistry.key("a"),
                    "s3://wavetrain/a",
                    servers.runId(),
                    Map.of(),
                    SmallRegistry.WER.tags()));

    assertThat(unmeasured.decision().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(servers.registry().byAlias(MODEL, Promotion.CHAMPION)).isEmpty();
  }

  @Test
  void aModelWhoseMetricIsNotANumberIsNeverPromoted() {
    Registered broken = servers.promotion().register(servers.candidate("a", Double.NaN));

    assertThat(broken.decision().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(broken.decision().reason()).contains("NaN");
  }

  @Test
  void aVersionIsNotPutInServiceInPlaceOfABetterOneThatCameAfterItsVerdict() {
    servers.promotion().register(servers.candidate("a", 0.5));
    assertThat(servers.gatekeeper().propose(servers.candidate("b", 0.3)).champion()).contains(1);
    Verdict outdated = servers.gatekeeper().propose(servers.candidate("c", 0.4));
    servers.promotion().promote(MODEL, 2, "the first to come");

    assertThat(outdated.passed()).isTrue();
    assertThat(outdated.champion()).contains(1);
    assertThatThrownBy(() -> servers.promotion().promote(MODEL, 3, "the second to come"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(PromotionError.GATE_REFUSED))
        .hasMessageContaining("wanted wer less than the 0.3000 of version 2, got 0.4000");
    assertThat(servers.champion().version()).isEqualTo(2);
    servers.promotion().promoteAnyway(MODEL, 3, Promotion.CHAMPION, new Reason("it is faster"));
    assertThat(servers.champion().version()).isEqualTo(3);
  }

  @Test
  void aVersionThatBeatsTheChampionOfTodayTooIsPutInService() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.3));
    servers.gatekeeper().propose(servers.candidate("c", 0.4));
    servers.promotion().promote(MODEL, 3, "the first to come");

    Verdict verdict = servers.promotion().promote(MODEL, 2, "the second to come");

    assertThat(verdict.reason()).isEqualTo("It takes the place of version 3.");
    assertThat(servers.promotion().promote(MODEL, 2, "again").reason())
        .isEqualTo("It is the champion.");
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "two promotions at once",
      outcome = "the second waits, says for whom, and is judged against the first")
  void ofTwoPromotionsAtOnceTheSecondIsToldWhoseTurnItIsAndJudgedAgainstTheFirst()
      throws Exception {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.3));
    servers.gatekeeper().propose(servers.candidate("c", 0.4));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Future<Verdict> second;
    try (Claim first =
        servers
            .claims()
            .take(Claims.nameOf("promotions", MODEL), holder -> true, () -> {})
            .orElseThrow()) {
      second = threads.submit(() -> servers.promotion().promote(MODEL, 3, "the second"));
      while (servers.waits().isEmpty()) {
        Thread.sleep(20);
      }
      first.require();
      servers.registry().setAlias(MODEL, Promotion.CHAMPION, 2);
    }

    assertThatThrownBy(second::get).hasMessageContaining("of version 2");
    assertThat(servers.champion().version()).isEqualTo(2);
    assertThat(servers.waits())
        .singleElement()
        .asString()
        .matches(
            "Waiting for \\d+@.+, whose turn it is to change which version is in service of"
                + " commands, since 20\\d\\d-.*Z\\.");
    threads.shutdown();
  }

  @Test
  void aPromotionLeavesWhoWhenWhyAndTheFormerChampion() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.6));

    Verdict verdict =
        servers.promotion().promoteAnyway(MODEL, 2, Promotion.CHAMPION, new Reason("approved"));

    assertThat(verdict.reason()).isEqualTo("It takes the place of version 1.");
    assertThat(servers.champion().tags())
        .containsEntry("wavetrain.promoted", "2026-01-31T10:00:00Z")
        .containsEntry("wavetrain.promoted_by", "a test")
        .containsEntry("wavetrain.promotion_reason", "approved")
        .containsEntry("wavetrain.former_champion", "1");
    assertThat(
            servers
                .promotion()
                .promoteAnyway(MODEL, 2, Promotion.CHAMPION, new Reason("again"))
                .reason())
        .isEqualTo("It is the champion.");
    assertThat(servers.champion().tags()).containsEntry("wavetrain.former_champion", "1");
    assertThatThrownBy(
            () ->
                servers.promotion().promoteAnyway(MODEL, 7, Promotion.CHAMPION, new Reason("why")))
        .isInstanceOf(UserFailure.class);
    assertThatThrownBy(() -> servers.champions().rollBack("unknown", new Reason("why")))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(PromotionError.CHAMPION_MISSING));
  }

  @Test
  void anotherAliasIsGivenByTheSameGatesAndIsWrittenDownToo() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.4));
    servers.gatekeeper().propose(servers.candidate("c", 0.6));

    assertThat(servers.promotion().promoteIfPassed(MODEL, 2, "staging", "to try").passed())
        .isTrue();
    assertThat(servers.promotion().promoteIfPassed(MODEL, 3, "staging", "to try").passed())
        .isFalse();

    assertThat(servers.registry().byAlias(MODEL, "staging").orElseThrow().version()).isEqualTo(2);
    assertThat(servers.champion().version()).isEqualTo(1);
    assertThat(servers.champion().tags()).doesNotContainKey("wavetrain.former_champion");
    assertThat(servers.moves().of(MODEL))
        .extracting(Move::alias, Move::version)
        .containsExactly(tuple("champion", 1), tuple("staging", 2));
    assertThat(
            servers.promotion().promoteAnyway(MODEL, 3, "staging", new Reason("by hand")).reason())
        .isEqualTo("It takes the place of version 2.");
  }

  @Test
  void theChampionKeepsTheVerdictItCameInServiceBy() {
    Candidate first = servers.candidate("a", 0.5);
    servers.promotion().register(first);
    Verdict kept = servers.verdict(first.runId());

    servers.gatekeeper().propose(first);

    assertThat(servers.verdict(first.runId())).isSameAs(kept);
    assertThat(kept.rules()).isNotEmpty();
    assertThat(servers.champion().tags().get("wavetrain.verdict"))
        .startsWith("passed: There was no");
  }

  @Test
  void whoeverOverrulesTheGatesLeavesWhatTheySay() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.6));
    JudgedRule broken =
        new JudgedRule(
            "better_than_champion", "wer less than the 0.5000 of version 1", "0.6000", false);

    Verdict verdict =
        servers.promotion().promoteAnyway(MODEL, 2, Promotion.CHAMPION, new Reason("it is faster"));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.rules()).containsExactly(broken);
    assertThat(servers.moves().of(MODEL).get(1).rules()).containsExactly(broken);
    assertThat(servers.champion().tags().get("wavetrain.verdict"))
        .startsWith("refused: It breaks the rule better_than_champion");
    assertThat(servers.verdict(servers.runId()).passed()).isFalse();
  }

  @Test
  void whoeverOverrulesTheGatesOfAModelThatNobodyRegisteredMay() {
    servers.registry().ensureModel(MODEL);
    servers.registry().createVersion(MODEL, "s3://b/1", servers.runId(), Map.of(), "");

    servers
        .promotion()
        .promoteAnyway(MODEL, 1, Promotion.CHAMPION, new Reason("it is from elsewhere"));

    assertThat(servers.champion().version()).isEqualTo(1);
    assertThat(servers.champion().tags())
        .containsEntry("wavetrain.verdict", "refused: It was not registered by a pipeline.");
  }

  @Test
  void whereNoReasonIsGivenItIsThatTheGatesLetItPass() {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.4));

    servers.promotion().promote(MODEL, 2, " ");

    assertThat(servers.moves().of(MODEL).get(1).why())
        .isEqualTo("It keeps all rules beside version 1, the champion before.");
  }
}
