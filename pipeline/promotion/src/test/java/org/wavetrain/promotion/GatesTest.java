package org.wavetrain.promotion;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Gates;
import org.wavetrain.definition.Gates.Bound;
import org.wavetrain.definition.Gates.NoWorse;
import org.wavetrain.definition.Gates.Side;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

/**
 * Versions with whole evaluations and exports, judged by gates that a pipeline file can declare.
 */
class GatesTest {
  private static final String MODEL = "words";
  private static final int UTTERANCES = 400;
  private static final int WORDS = 5;

  private EmbeddedServers servers;
  private Tracking tracking;
  private ArtifactStore store;
  private String runId;

  @BeforeEach
  void startServers(@TempDir Path home) {
    servers = EmbeddedServers.start(home, Map.of());
    tracking = Tracking.connect(URI.create(servers.environment().get("MLFLOW_TRACKING_URI")));
    store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
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

  @Test
  void boundsOfAnyMetricRefuseWithATableOfWhatWasWantedAndGot() throws IOException {
    Gates gates =
        bounds(
            new Bound("wer", 0.2, Side.MAX),
            new Bound("accuracy", 0.9, Side.MIN),
            new Bound("utterances", 500, Side.MIN));

    Verdict verdict = propose(version("a", gates, utterance -> utterance % 10 == 0 ? 1 : 0));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.rules())
        .containsExactly(
            new JudgedRule("better_than_champion", "a wer", "0.0200", true),
            new JudgedRule("max_wer", "at most 0.2000", "0.0200", true),
            new JudgedRule(
                "min_accuracy", "at least 0.9000", "its evaluation has no accuracy", false),
            new JudgedRule("min_utterances", "at least 500", "400", false));
    assertThat(verdict.reason())
        .isEqualTo(
            "It breaks the rule min_accuracy: wanted at least 0.9000, got its evaluation has no"
                + " accuracy; it breaks 1 more.");
    assertThat(tracking.registry().findVersion(MODEL, 1).orElseThrow().tags())
        .hasEntrySatisfying(
            "wavetrain.rules",
            text ->
                assertThat(text)
                    .contains(
                        "{\"rule\":\"max_wer\",\"wanted\":\"at most 0.2000\",\"got\":\"0.0200\",\"kept\":true}"));
  }

  @Test
  void aSlightlyWorseModelPassesWithinTheMarginAndAMuchWorseOneDoesNot() throws IOException {
    Gates gates = noWorse(0.02, List.of());
    register(version("a", gates, utterance -> utterance % 10 == 0 ? 1 : 0));

    Verdict slightly = propose(version("b", gates, utterance -> utterance % 9 == 0 ? 1 : 0));
    Verdict much = propose(version("c", gates, utterance -> utterance % 3 == 0 ? 1 : 0));

    assertThat(slightly.passed()).as(slightly.reason()).isTrue();
    assertThat(much.passed()).isFalse();
    assertThat(much.reason())
        .contains("no_worse", "wer worse by at most 2.00 points, 95 % sure")
        .contains("0.0670 beside 0.0200");
  }

  @Test
  void aModelThatFailsOneSexIsRefusedThoughItIsBetterOnAverage() throws IOException {
    Gates gates = noWorse(0.01, List.of("sex"));
    register(version("a", gates, utterance -> utterance % 2 == 0 ? 2 : 1));

    // Utterances with odd numbers are said by women.
    Verdict verdict = propose(version("b", gates, utterance -> utterance % 8 == 1 ? WORDS : 0));

    assertThat(verdict.rules())
        .filteredOn(rule -> !rule.kept())
        .singleElement()
        .satisfies(rule -> assertThat(rule.rule()).isEqualTo("no_worse sex=F"));
    assertThat(verdict.rules())
        .extracting(JudgedRule::rule)
        .containsExactly("no_worse", "no_worse sex=F", "no_worse sex=M");
  }

  @Test
  void aFewUtterancesThatAllAgreeRefuse() throws IOException {
    Candidate champion = version("a", noWorse(1, List.of()), utterance -> 1, 19);
    champions().promoteAnyway(MODEL, promotion(new NoTrials()).propose(champion).version(), "tiny");

    assertThat(propose(version("b", noWorse(1, List.of()), utterance -> 0, 19)).rules())
        .containsExactly(
            new JudgedRule(
                "no_worse",
                "wer worse by at most 100.00 points, 95 % sure",
                "19 utterances, fewer than 20",
                false));
    assertThat(propose(version("c", Gates.NONE, utterance -> 0, 19)).rules())
        .containsExactly(
            new JudgedRule(
                "better_than_champion",
                "enough utterances to compare with the champion",
                "19 utterances, fewer than 20",
                false));
  }

  @Test
  void aSliceOfAFewUtterancesIsNotJudgedUnlessItIsNamed() throws IOException {
    register(version("a", noWorse(0, List.of()), utterance -> 1, 50));

    Verdict each = propose(version("b", noWorse(0, List.of("duration")), utterance -> 0, 50));
    Verdict named = propose(version("c", noWorse(0, List.of("duration=long")), utterance -> 0, 50));
    Verdict gone = propose(version("d", noWorse(0, List.of("sex=none")), utterance -> 0, 50));

    assertThat(each.passed()).as(each.reason()).isTrue();
    assertThat(each.rules())
        .extracting(JudgedRule::rule, JudgedRule::got)
        .contains(tuple("no_worse duration=long", "not judged: 5 utterances, fewer than 20"));
    assertThat(named.reason())
        .contains("It breaks the rule no_worse duration=long", "got 5 utterances, fewer than 20");
    assertThat(gone.reason())
        .contains("It breaks the rule no_worse sex=none", "got no utterance was measured");
  }

  @Test
  void aKindOfWhichNoSliceCanBeJudgedRefuses() throws IOException {
    register(version("a", noWorse(0, List.of()), utterance -> 1, 30));

    Verdict verdict = propose(version("b", noWorse(0, List.of("sex")), utterance -> 0, 30));

    assertThat(verdict.rules())
        .filteredOn(rule -> !rule.kept())
        .extracting(JudgedRule::rule, JudgedRule::got)
        .containsExactly(tuple("no_worse by sex", "no slice of this kind has 20 utterances"));
  }

  @Test
  void aTestSetThatIsNotTheFrozenOneRefuses() throws IOException {
    String corpus = Sha256.of("corpus 1").hex();
    Gates frozen =
        new Gates(
            List.of(),
            Optional.empty(),
            Optional.of(corpus.substring(0, 12)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(propose(version("a", "corpus 1", frozen, utterance -> 0)).passed()).isTrue();
    assertThat(propose(version("b", "corpus 2", frozen, utterance -> 0)).reason())
        .contains("test_set", corpus.substring(0, 12), Sha256.of("corpus 2").hex());
  }

  @Test
  void exportsAreHeldToParityAndSize() throws IOException {
    Gates gates =
        new Gates(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(1e-6),
            Optional.of(1L),
            Optional.empty());

    assertThat(propose(version("a", gates, utterance -> 0)).rules())
        .contains(
            new JudgedRule("max_parity_difference", "at most 1.0E-6", "3.7E-6", false),
            new JudgedRule("max_size", "at most 1 MiB", "2.0 MiB", false));
  }

  @Test
  void aModelThatIsTooSlowHereIsRefused() throws IOException {
    Gates gates =
        new Gates(
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(0.1));
    ModelTrials slow =
        new Trials() {
          @Override
          public double realTimeFactor(ArtifactKey export) {
            return 0.25;
          }
        };

    assertThat(promotion(slow).propose(version("a", gates, utterance -> 0)).rules())
        .contains(new JudgedRule("max_real_time_factor", "at most 0.1000", "0.2500", false));
  }

  @Test
  void aChampionThatWasMeasuredElsewhereIsMeasuredAgain() throws IOException {
    register(version("a", "corpus 1", Gates.NONE, utterance -> 0));
    Candidate challenger = version("b", "corpus 2", Gates.NONE, utterance -> utterance % 2);
    ArtifactKey again = evaluation("a on corpus 2", "corpus 2", utterance -> 1, UTTERANCES);
    Trials trials =
        new Trials() {
          @Override
          public ArtifactKey evaluate(ModelVersion version, Candidate like) {
            assertThat(version.version()).isEqualTo(1);
            assertThat(like).isEqualTo(challenger);
            return again;
          }
        };

    Verdict verdict = promotion(trials).propose(challenger);

    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    assertThat(verdict.rules())
        .containsExactly(
            new JudgedRule(
                "better_than_champion", "wer less than the 0.2000 of version 1", "0.1000", true));
  }

  @Test
  void aChampionThatCannotBeMeasuredAgainStays() throws IOException {
    register(version("a", "corpus 1", Gates.NONE, utterance -> 1));
    Trials trials =
        new Trials() {
          @Override
          public ArtifactKey evaluate(ModelVersion version, Candidate like) {
            throw new UserFailure(PromotionError.VERSION_NOT_MEASURABLE, "It is gone.", "");
          }
        };

    Verdict verdict =
        promotion(trials).propose(version("b", "corpus 2", Gates.NONE, utterance -> 0));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.reason())
        .contains("version 1 cannot be measured on the same recordings: It is gone.");
  }

  @Test
  void aVersionIsJudgedAgainByTheGatesOfItsTime() throws IOException {
    Gates gates = bounds(new Bound("wer", 0.01, Side.MAX));
    propose(version("a", gates, utterance -> utterance % 10 == 0 ? 1 : 0));

    assertThat(promotion(new NoTrials()).judge(MODEL, Optional.of(1)).rules())
        .contains(new JudgedRule("max_wer", "at most 0.0100", "0.0200", false));
  }

  private static Gates bounds(Bound... bounds) {
    return new Gates(
        List.of(bounds),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Gates noWorse(double margin, List<String> slices) {
    return new Gates(
        List.of(),
        Optional.of(new NoWorse(margin, 0.95, slices)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Verdict propose(Candidate candidate) {
    return promotion(new NoTrials()).propose(candidate);
  }

  private void register(Candidate candidate) {
    assertThat(promotion(new NoTrials()).register(candidate).decision().outcome())
        .isEqualTo(Decision.Outcome.PROMOTED);
  }

  private Promotion promotion(ModelTrials trials) {
    return new Promotion(
        tracking.registry(), claims(), champions(), store, trials, (run, verdict) -> {});
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

  /** How many of the words of an utterance were heard wrongly. */
  @FunctionalInterface
  private interface Errors {
    int of(int utterance);
  }

  private Candidate version(String name, Gates gates, Errors errors) throws IOException {
    return version(name, gates, errors, UTTERANCES);
  }

  private Candidate version(String name, Gates gates, Errors errors, int utterances)
      throws IOException {
    return version(name, "corpus", gates, errors, utterances);
  }

  private Candidate version(String name, String corpus, Gates gates, Errors errors)
      throws IOException {
    return version(name, corpus, gates, errors, UTTERANCES);
  }

  private Candidate version(String name, String corpus, Gates gates, Errors errors, int utterances)
      throws IOException {
    ArtifactKey evaluation = evaluation(name, corpus, errors, utterances);
    ArtifactKey export = new ArtifactKey("export", Sha256.of("export " + name));
    ArtifactDraft draft = store.draft(export);
    draft.put("onnx/model.onnx", new byte[2 << 20]);
    draft.put(
        "parity.json",
        "{\"classifier\":{\"maximum_difference\":1e-7},\"transcriber\":{\"maximum_difference\":3.7e-6}}"
            .getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
    Map<String, String> tags =
        new HashMap<>(new DeclaredGates("wer", Direction.LOWER, gates).tags());
    tags.put(Promotion.EVALUATION_TAG, evaluation.toString());
    tags.put(Promotion.CORPUS_TAG, Sha256.of(corpus).hex());
    return new Candidate(
        MODEL, export, store.address(export), runId, metrics(errors, utterances), tags);
  }

  private ArtifactKey evaluation(String name, String corpus, Errors errors, int utterances)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int utterance = 0; utterance < utterances; utterance++) {
      lines.add(
          "{\"id\":\"u-%d\",\"set\":\"test\",\"reference\":\"a b c d e\",\"words\":%d,\"errors\":%d,\"slices\":{\"sex\":\"%s\",\"duration\":\"%s\"}}"
              .formatted(
                  utterance,
                  WORDS,
                  errors.of(utterance),
                  utterance % 2 == 0 ? "M" : "F",
                  utterance % 10 == 0 ? "long" : "short"));
    }
    ArtifactKey key = new ArtifactKey("evaluate", Sha256.of("evaluation " + name));
    ArtifactDraft draft = store.draft(key);
    draft.put("utterances.jsonl", String.join("\n", lines).getBytes(UTF_8));
    draft.put("slices.json", "[]".getBytes(UTF_8));
    draft.put(
        "metrics.json",
        String.format(
                Locale.ROOT,
                "{\"utterances\":%d,\"wer\":%s}",
                utterances,
                metrics(errors, utterances).get("wer"))
            .getBytes(UTF_8));
    draft.publish(
        new Provenance(Map.of("corpus", List.of(Sha256.of(corpus))), "{}", 1, "1", Duration.ZERO));
    return key;
  }

  private static Map<String, Double> metrics(Errors errors, int utterances) {
    int sum = 0;
    for (int utterance = 0; utterance < utterances; utterance++) {
      sum += errors.of(utterance);
    }
    return Map.of("wer", (double) sum / (utterances * WORDS));
  }

  /** What a test lets be tried out. */
  private abstract static class Trials implements ModelTrials {
    @Override
    public ArtifactKey evaluate(ModelVersion version, Candidate like) {
      return new NoTrials().evaluate(version, like);
    }

    @Override
    public double realTimeFactor(ArtifactKey export) {
      return new NoTrials().realTimeFactor(export);
    }
  }
}
