package org.wavetrain.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Gates;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

class PromotionTest {
  private static final String MODEL = "commands";
  private static final DeclaredGates WER = new DeclaredGates("wer", Direction.LOWER, Gates.NONE);

  private EmbeddedServers servers;
  private Tracking tracking;
  private ArtifactStore store;
  private Promotion promotion;
  private String runId;

  @BeforeEach
  void startServers(@TempDir Path home) {
    servers = EmbeddedServers.start(home, Map.of());
    tracking = Tracking.connect(URI.create(servers.environment().get("MLFLOW_TRACKING_URI")));
    store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
    promotion = promotion();
    try (TrackedRun run =
        tracking.start(
            new RunRequest(tracking.experiment(MODEL), "run", Optional.empty(), Map.of()))) {
      runId = run.id();
      run.finish(RunStatus.FINISHED);
    }
  }

  @AfterEach
  void stopServers() {
    tracking.close();
    store.close();
    servers.close();
  }

  private final Map<String, Verdict> verdicts = new HashMap<>();

  private Promotion promotion() {
    return new Promotion(
        tracking.registry(), claims(), champions(), store, new NoTrials(), verdicts::put);
  }

  private Champions champions() {
    return new Champions(
        tracking.registry(),
        claims(),
        new Moves(store),
        () -> Instant.parse("2026-01-31T10:00:00Z"),
        "a test");
  }

  private Claims claims() {
    return store.claims(ClaimSettings.fromEnvironment(Map.of()));
  }

  @Test
  void theFirstModelBecomesTheChampion() {
    Registered first = promotion.register(candidate("a", 0.5));

    assertThat(first.version()).isEqualTo(1);
    assertThat(first.decision().outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(champion().version()).isEqualTo(1);
    assertThat(champion().tags())
        .containsEntry(Promotion.KEY_TAG, key("a").toString())
        .containsEntry("wavetrain.metric.wer", "0.5")
        .containsEntry("wavetrain.stage.export", "made by a test");
  }

  @Test
  void theSameExportStaysOneVersion() {
    promotion.register(candidate("a", 0.5));
    Registered again = promotion.register(candidate("a", 0.5));

    assertThat(again.version()).isEqualTo(1);
    assertThat(again.decision().outcome()).isEqualTo(Outcome.KEPT);
    assertThat(again.decision().reason()).isEqualTo("The export is the same as before.");
    assertThat(tracking.registry().versions(MODEL)).hasSize(1);
  }

  @Test
  void aBetterModelTakesTheChampionsPlace() {
    promotion.register(candidate("a", 0.5));
    Registered better = promotion.register(candidate("b", 0.4));

    assertThat(better.decision().outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(champion().version()).isEqualTo(2);
  }

  @Test
  void anEqualOrWorseModelIsRegisteredButNotPromoted() {
    promotion.register(candidate("a", 0.5));

    assertThat(promotion.register(candidate("b", 0.5)).decision().outcome())
        .isEqualTo(Outcome.REFUSED);
    Registered worse = promotion.register(candidate("c", 0.6));
    assertThat(worse.version()).isEqualTo(3);
    assertThat(worse.decision().reason()).contains("0.6000", "0.5000", "version 1");
    assertThat(champion().version()).isEqualTo(1);
  }

  @Test
  void aChampionThatWasMeasuredOnOtherRecordingsIsNotReplaced() {
    promotion.register(candidate("a", 0.5, "corpus 1"));

    assertThat(promotion.register(candidate("b", 0.6, "corpus 1")).decision().reason())
        .contains("less than the 0.5000 of version 1");
    assertThat(promotion.register(candidate("c", 0.4, "corpus 2")).decision().reason())
        .contains("version 1 was measured on other recordings");
    assertThat(champion().version()).isEqualTo(1);
  }

  @Test
  void aModelWithoutTheMetricIsNeverPromoted() {
    Registered unmeasured =
        promotion.register(
            new Candidate(MODEL, key("a"), "s3://wavetrain/a", runId, Map.of(), WER.tags()));

    assertThat(unmeasured.decision().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(tracking.registry().byAlias(MODEL, Promotion.CHAMPION)).isEmpty();
  }

  @Test
  void aModelWhoseMetricIsNotANumberIsNeverPromoted() {
    Registered broken = promotion.register(candidate("a", Double.NaN));

    assertThat(broken.decision().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(broken.decision().reason()).contains("NaN");
  }

  @Test
  void manyRegistrationsOfOneExportAtOnceMakeOneVersion() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Verdict>> verdicts = new ArrayList<>();
    for (int count = 0; count < 4; count++) {
      verdicts.add(threads.submit(() -> promotion().propose(candidate("a", 0.5))));
    }
    for (Future<Verdict> verdict : verdicts) {
      assertThat(verdict.get().version()).isEqualTo(1);
      assertThat(verdict.get().reason()).isEqualTo("There was no champion.");
    }
    threads.shutdown();

    assertThat(tracking.registry().versions(MODEL)).hasSize(1);
  }

  @Test
  void aProposalIsJudgedButNotPutInService() {
    promotion.register(candidate("a", 0.5));

    Verdict better = promotion.propose(candidate("b", 0.4));
    Verdict worse = promotion.propose(candidate("c", 0.6));

    assertThat(better.passed()).isTrue();
    assertThat(worse.passed()).isFalse();
    assertThat(worse.reason()).contains("0.6000");
    assertThat(champion().version()).isEqualTo(1);
    ModelVersion challenger =
        tracking.registry().byAlias(MODEL, Promotion.CHALLENGER).orElseThrow();
    assertThat(challenger.version()).isEqualTo(3);
    assertThat(challenger.tags().get("wavetrain.verdict"))
        .startsWith("refused: It breaks the rule");
  }

  @Test
  void aVersionIsJudgedAnewAgainstTheChampionOfToday() {
    promotion.register(candidate("a", 0.5));
    promotion.propose(candidate("b", 0.4));
    promotion.propose(candidate("c", 0.3));
    champions().promoteAnyway(MODEL, 3, "by hand");

    assertThat(promotion.judge(MODEL, Optional.of(2)).passed()).isFalse();
    assertThat(promotion.judge(MODEL, Optional.of(3)).reason())
        .isEqualTo("The export is the same as before.");
    assertThat(promotion.judge(MODEL, Optional.empty()).version()).isEqualTo(2);
    assertThatThrownBy(() -> promotion.judge(MODEL, Optional.of(9)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(PromotionError.MODEL_VERSION_MISSING));
  }

  @Test
  void aVersionIsNotPutInServiceInPlaceOfABetterOneThatCameAfterItsVerdict() {
    promotion.register(candidate("a", 0.5));
    assertThat(promotion.propose(candidate("b", 0.3)).champion()).contains(1);
    Verdict outdated = promotion.propose(candidate("c", 0.4));
    promotion.promote(MODEL, 2, "the first to come");

    assertThat(outdated.passed()).isTrue();
    assertThat(outdated.champion()).contains(1);
    assertThatThrownBy(() -> promotion.promote(MODEL, 3, "the second to come"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(PromotionError.GATE_REFUSED))
        .hasMessageContaining("wanted wer less than the 0.3000 of version 2, got 0.4000");
    assertThat(champion().version()).isEqualTo(2);
    champions().promoteAnyway(MODEL, 3, "it is faster");
    assertThat(champion().version()).isEqualTo(3);
  }

  @Test
  void aVersionThatBeatsTheChampionOfTodayTooIsPutInService() {
    promotion.register(candidate("a", 0.5));
    promotion.propose(candidate("b", 0.3));
    promotion.propose(candidate("c", 0.4));
    promotion.promote(MODEL, 3, "the first to come");

    Verdict verdict = promotion.promote(MODEL, 2, "the second to come");

    assertThat(verdict.reason()).isEqualTo("It takes the place of version 3.");
    assertThat(promotion.promote(MODEL, 2, "again").reason()).isEqualTo("It is the champion.");
  }

  @Test
  void ofTwoPromotionsAtOnceTheSecondIsJudgedAgainstTheFirst() throws Exception {
    promotion.register(candidate("a", 0.5));
    promotion.propose(candidate("b", 0.3));
    promotion.propose(candidate("c", 0.4));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Future<Verdict> second;
    try (Claim first =
        claims().take(Claims.nameOf("promotions", MODEL), holder -> true, () -> {}).orElseThrow()) {
      second = threads.submit(() -> promotion().promote(MODEL, 3, "the second"));
      // Long enough for it to be judged, if it did not wait.
      Thread.sleep(1000);
      first.require();
      tracking.registry().setAlias(MODEL, Promotion.CHAMPION, 2);
    }

    assertThatThrownBy(second::get).hasMessageContaining("of version 2");
    assertThat(champion().version()).isEqualTo(2);
    threads.shutdown();
  }

  @Test
  void aVersionTellsByWhichMetricItIsJudged() {
    Map<String, String> tags =
        new HashMap<>(new DeclaredGates("accuracy", Direction.HIGHER, Gates.NONE).tags());
    tags.put(Promotion.CORPUS_TAG, "corpus");
    promotion.register(measured("a", Map.of("accuracy", 0.8), tags));

    assertThat(promotion.propose(measured("b", Map.of("accuracy", 0.9), tags)).passed()).isTrue();
    assertThat(promotion.propose(measured("c", Map.of("accuracy", 0.7), tags)).passed()).isFalse();
    assertThat(promotion.propose(measured("d", Map.of("accuracy", 0.9), Map.of())).reason())
        .isEqualTo("Its tags do not say by which metric it is judged.");
  }

  @Test
  void versionsOfWhichNobodyKnowsTheRecordingsAreNotCompared() {
    promotion.register(measured("a", Map.of("wer", 0.8), WER.tags()));

    assertThat(promotion.propose(measured("b", Map.of("wer", 0.5), WER.tags())).rules())
        .extracting(JudgedRule::got)
        .containsExactly("version 1 was measured on other recordings");
  }

  @Test
  void aVerdictTellsTheFigureThatItWasReachedByAndItsRules() {
    Measured measured = new Measured("wer", 0.4, Direction.LOWER);

    Verdict verdict = promotion.propose(candidate("a", 0.4));

    assertThat(verdict.measured()).contains(measured);
    assertThat(verdict.rules())
        .containsExactly(new JudgedRule("better_than_champion", "a wer", "0.4000", true));
    assertThat(promotion.judge(MODEL, Optional.of(1)).measured()).contains(measured);
  }

  @Test
  void aChampionIsRolledBackToTheOneBeforeOnceForEachReason() {
    promotion.register(candidate("a", 0.5));
    promotion.register(candidate("b", 0.4));
    promotion.register(candidate("c", 0.3));

    Verdict back = champions().rollBack(MODEL, "run 1");
    Verdict repeated = champions().rollBack(MODEL, "run 1");

    assertThat(back)
        .isEqualTo(new Verdict(MODEL, 2, true, "It is in service again in place of version 3."));
    assertThat(repeated).isEqualTo(back);
    assertThat(champion().version()).isEqualTo(2);
    assertThat(champions().rollBack(MODEL, "run 2").version()).isEqualTo(1);
    assertThatThrownBy(() -> champions().rollBack(MODEL, "run 3"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(PromotionError.FORMER_CHAMPION_MISSING));
  }

  @Test
  void aPromotionLeavesWhoWhenWhyAndTheFormerChampion() {
    promotion.register(candidate("a", 0.5));
    promotion.propose(candidate("b", 0.6));

    Verdict verdict = champions().promoteAnyway(MODEL, 2, "approved");

    assertThat(verdict.reason()).isEqualTo("It takes the place of version 1.");
    assertThat(champion().tags())
        .containsEntry("wavetrain.promoted", "2026-01-31T10:00:00Z")
        .containsEntry("wavetrain.promoted_by", "a test")
        .containsEntry("wavetrain.promotion_reason", "approved")
        .containsEntry("wavetrain.former_champion", "1");
    assertThat(champions().promoteAnyway(MODEL, 2, "again").reason())
        .isEqualTo("It is the champion.");
    assertThat(champion().tags()).containsEntry("wavetrain.former_champion", "1");
    assertThatThrownBy(() -> champions().promoteAnyway(MODEL, 7, ""))
        .isInstanceOf(UserFailure.class);
    assertThatThrownBy(() -> champions().rollBack("unknown", ""))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(PromotionError.CHAMPION_MISSING));
  }

  @Test
  void everyMoveIsWrittenDownWithWhoWhenWhyAndTheVerdict() {
    promotion.register(candidate("a", 0.5));
    promotion.propose(candidate("b", 0.4));
    promotion.promote(MODEL, 2, "it is better");
    champions().rollBack(MODEL, "it fails on names");
    champions().promoteAnyway(MODEL, 2, "mended");

    List<Move> moves = new Moves(store).of(MODEL);

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
    assertThat(new Moves(store).of("another")).isEmpty();
  }

  @Test
  void anotherAliasIsGivenByTheSameGatesAndIsWrittenDownToo() {
    promotion.register(candidate("a", 0.5));
    promotion.propose(candidate("b", 0.4));
    promotion.propose(candidate("c", 0.6));

    assertThat(promotion.promoteIfPassed(MODEL, 2, "staging", "to try").passed()).isTrue();
    assertThat(promotion.promoteIfPassed(MODEL, 3, "staging", "to try").passed()).isFalse();

    assertThat(tracking.registry().byAlias(MODEL, "staging").orElseThrow().version()).isEqualTo(2);
    assertThat(champion().version()).isEqualTo(1);
    assertThat(champion().tags()).doesNotContainKey("wavetrain.former_champion");
    assertThat(new Moves(store).of(MODEL))
        .extracting(Move::alias, Move::version)
        .containsExactly(tuple("champion", 1), tuple("staging", 2));
    assertThat(champions().promoteAnyway(MODEL, 3, "staging", "by hand").reason())
        .isEqualTo("It takes the place of version 2.");
  }

  @Test
  void aPreviewChangesNothing() {
    promotion.register(candidate("a", 0.5));
    promotion.propose(candidate("b", 0.4));
    promotion.propose(candidate("c", 0.6));
    Map<String, String> before = tracking.registry().findVersion(MODEL, 2).orElseThrow().tags();

    assertThat(promotion.preview(MODEL, 2).passed()).isTrue();

    assertThat(tracking.registry().byAlias(MODEL, Promotion.CHALLENGER).orElseThrow().version())
        .isEqualTo(3);
    assertThat(tracking.registry().findVersion(MODEL, 2).orElseThrow().tags()).isEqualTo(before);
  }

  @Test
  void theChampionKeepsTheVerdictItCameInServiceBy() {
    Candidate first = candidate("a", 0.5);
    promotion.register(first);
    Verdict kept = verdicts.get(first.runId());

    promotion.propose(first);

    assertThat(verdicts.get(first.runId())).isSameAs(kept);
    assertThat(kept.rules()).isNotEmpty();
    assertThat(champion().tags().get("wavetrain.verdict")).startsWith("passed: There was no");
  }

  @Test
  void theLastVerdictIsKeptWithTheRunThatMadeTheVersion() {
    promotion.register(candidate("a", 0.5));
    Candidate worse = candidate("b", 0.6);
    promotion.propose(worse);

    Verdict kept = verdicts.get(worse.runId());
    assertThat(kept.passed()).isFalse();
    assertThat(kept.rules()).extracting(JudgedRule::kept).containsExactly(false);
  }

  @Test
  void aMoveThatWasWrittenDownAndDidNotHappenIsDoneWithoutASecondTrace() {
    promotion.register(candidate("a", 0.5));
    promotion.propose(candidate("b", 0.6));
    // What a process leaves that dies before it moves the alias.
    new Moves(store)
        .add(
            MODEL,
            new Move(
                0,
                Move.Kind.BY_HAND,
                2,
                Optional.of(1),
                "earlier",
                "it",
                "why",
                List.of(),
                "champion"),
            Optional.of(1));
    assertThat(champion().version()).isEqualTo(1);

    champions().promoteAnyway(MODEL, 2, "why");

    assertThat(champion().version()).isEqualTo(2);
    assertThat(new Moves(store).of(MODEL))
        .extracting(Move::number, Move::version, Move::who, Move::when)
        .containsExactly(
            tuple(1, 1, "a test", "2026-01-31T10:00:00Z"),
            tuple(2, 2, "a test", "2026-01-31T10:00:00Z"));
  }

  private ModelVersion champion() {
    return tracking.registry().byAlias(MODEL, Promotion.CHAMPION).orElseThrow();
  }

  private Candidate candidate(String name, double wer) {
    return candidate(name, wer, "corpus");
  }

  private Candidate candidate(String name, double wer, String corpus) {
    Map<String, String> tags = new HashMap<>(WER.tags());
    tags.put("wavetrain.stage.export", "made by a test");
    tags.put(Promotion.CORPUS_TAG, corpus);
    return measured(name, Map.of("wer", wer), tags);
  }

  private Candidate measured(String name, Map<String, Double> metrics, Map<String, String> tags) {
    return new Candidate(MODEL, key(name), "s3://wavetrain/" + name, runId, metrics, tags);
  }

  private static ArtifactKey key(String name) {
    return new ArtifactKey("export", new Sha256(name.repeat(64)));
  }
}
