package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpFault.DoneButRefused;
import org.wavetrain.faults.HttpFault.LateAnswer;
import org.wavetrain.faults.HttpFault.LostAnswer;
import org.wavetrain.faults.HttpFault.LostRequest;
import org.wavetrain.faults.HttpFault.Refused;
import org.wavetrain.faults.HttpFault.ResetWithinAnswer;
import org.wavetrain.faults.HttpFault.ResetWithinRequest;
import org.wavetrain.faults.HttpFault.SkewedClock;
import org.wavetrain.faults.HttpFault.SlowAnswer;
import org.wavetrain.faults.HttpFault.WrongBitInAnswer;
import org.wavetrain.faults.HttpFault.WrongBitInRequest;
import org.wavetrain.faults.HttpHead;

/**
 * Something goes wrong once, at each call in turn of all that makes an artifact and reads it. The
 * store is a real one, behind a proxy.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyStoreTest {
  private static final byte[] CONFIGURATION = "{\"steps\":3}".getBytes(UTF_8);
  private static final byte[] WEIGHTS = new byte[100_000];
  private static final int CALLERS = 32;

  /** The header that the client sends alike with each try of a call. */
  private static final String INVOCATION = "amz-sdk-invocation-id";

  /** Each is renewed and given back: that of the making, and that of the tidying. */
  private static final int WHEN_CLAIMS_ARE_GIVEN_BACK = 4;

  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration SECONDS = Duration.ofSeconds(5);

  /** What goes wrong is mostly waited for. */
  private static final int AT_ONCE = 8;

  /** Whoever comes next takes over at once. */
  private static final ClaimSettings CLAIMS =
      new ClaimSettings(Duration.ofMinutes(5), Optional.of("this test"));

  private static final Provenance PROVENANCE =
      new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO);

  private S3Server server;
  private FaultProxy proxy;
  private ArtifactStore faulty;
  private ArtifactStore impatient;
  private StoredManifests manifests;
  private Path folder;
  private Path state;
  private final AtomicInteger keys = new AtomicInteger();

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    server = S3Server.start(Files.createDirectory(home.resolve("s3")));
    folder = Files.createDirectory(home.resolve("work"));
    Files.write(folder.resolve("weights"), WEIGHTS);
    state = Files.createDirectory(folder.resolve("state"));
    Files.write(state.resolve("optimizer"), WEIGHTS);
    manifests = new StoredManifests(server);
    proxy = new FaultProxy(server.settings().endpoint().orElseThrow());
    faulty = ArtifactStore.connect(server.settingsThrough(proxy.address(), SECONDS));
    impatient = ArtifactStore.connect(server.settingsThrough(proxy.address(), PATIENCE));
  }

  @AfterAll
  void stop() throws Exception {
    impatient.close();
    faulty.close();
    proxy.close();
    server.close();
  }

  private void work(ArtifactKey key) throws IOException {
    work(faulty, key);
  }

  /** All that a stage asks of the store. */
  private void work(ArtifactStore store, ArtifactKey key) throws IOException {
    try (Claim claim =
        store.claims(CLAIMS).take(Claims.nameOf(key), holder -> true, () -> {}).orElseThrow()) {
      CheckpointStore checkpoints = store.checkpoints(key, claim);
      checkpoints.restoreLatest(Files.createTempDirectory(folder, "restored"));
      checkpoints.save(1, state, 1);
      ArtifactDraft draft = store.draft(key, claim);
      draft.put("config.json", CONFIGURATION);
      draft.put("weights", folder.resolve("weights"));
      Manifest published = draft.publish(PROVENANCE);
      assertThat(store.find(key)).contains(published);
      try (InputStream weights = store.open(key).open("weights")) {
        assertThat(weights.readAllBytes()).isEqualTo(WEIGHTS);
      }
    }
    store.tidy(key, store.claims(CLAIMS));
  }

  private ArtifactKey freshKey() {
    return new ArtifactKey("finetune", Sha256.of("key " + keys.incrementAndGet()));
  }

  private int calls() throws IOException {
    proxy.plan(FaultPlan.NONE);
    int before = proxy.requests().size();
    work(freshKey());
    return proxy.requests().size() - before;
  }

  /** A way to the store on which something goes wrong, while others are used. */
  private record Line(FaultProxy proxy, ArtifactStore store) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      store.close();
      proxy.close();
    }
  }

  /** What goes wrong at one call, and what comes of it. */
  @FunctionalInterface
  private interface Trial {
    void at(int call, ArtifactKey key, Line line) throws IOException;
  }

  private void atEachCall(Trial trial) throws Exception {
    atEachCall(SECONDS, trial);
  }

  /** Tries it at each call in turn, several at once. */
  private void atEachCall(Duration timeout, Trial trial) throws Exception {
    int calls = calls();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<?>> lines = new ArrayList<>();
    for (int number = 0; number < AT_ONCE; number++) {
      int first = number;
      lines.add(threads.submit(() -> onALine(timeout, first, calls, trial)));
    }
    threads.shutdown();
    for (Future<?> line : lines) {
      line.get();
    }
  }

  private Void onALine(Duration timeout, int first, int calls, Trial trial) throws Exception {
    FaultProxy own = new FaultProxy(server.settings().endpoint().orElseThrow());
    ObjectStoreSettings settings = server.settingsThrough(own.address(), timeout);
    try (Line line = new Line(own, ArtifactStore.connect(settings))) {
      for (int call = first; call < calls; call += AT_ONCE) {
        trial.at(call, freshKey(), line);
      }
    }
    return null;
  }

  private void assertIsAskedAgain(HttpFault fault) throws Exception {
    assertIsAskedAgain(SECONDS, fault);
  }

  private void assertIsAskedAgain(Duration timeout, HttpFault fault) throws Exception {
    atEachCall(
        timeout,
        (call, key, line) -> {
          line.proxy().plan(FaultPlan.only(call, fault));
          work(line.store(), key);
          manifests.assertEachHasItsFiles(key);
        });
  }

  /** As {@link #assertIsAskedAgain}, or it is said what is wrong, and the next try goes well. */
  private void assertIsAskedAgainOrRefused(HttpFault fault, Set<ArtifactError> codes)
      throws Exception {
    atEachCall(
        (call, key, line) -> {
          line.proxy().plan(FaultPlan.only(call, fault));
          try {
            work(line.store(), key);
          } catch (UserFailure failure) {
            assertThat(failure.code()).as("call %d: %s", call, failure.getMessage()).isIn(codes);
          }
          manifests.assertEachHasItsFiles(key);
          line.proxy().plan(FaultPlan.NONE);
          work(line.store(), key);
        });
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "500 InternalError at each call",
      outcome = "asked again; the artifact is whole")
  void anErrorOfTheStoreIsAskedAgain() throws Exception {
    assertIsAskedAgain(Refused.s3(500, "InternalError"));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "500 InternalError at each call, after it was done",
      outcome = "asked again; the artifact is whole, once")
  void anErrorAfterTheDeedIsAskedAgain() throws Exception {
    assertIsAskedAgain(new DoneButRefused(Refused.s3(500, "InternalError")));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "503 SlowDown at each call",
      outcome = "asked again after a while; the artifact is whole")
  void aStoreThatIsBusyIsAskedAgain() throws Exception {
    assertIsAskedAgain(Refused.s3(503, "SlowDown"));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "connection reset before each call",
      outcome = "asked again; the artifact is whole")
  void aLostRequestIsSentAgain() throws Exception {
    assertIsAskedAgain(new LostRequest());
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "connection reset instead of each answer",
      outcome = "asked again; the artifact is whole, once")
  void aLostAnswerIsAskedForAgain() throws Exception {
    assertIsAskedAgain(new LostAnswer());
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "connection reset within each request's body",
      outcome = "sent again; the artifact is whole")
  void aBodyThatBreaksOffIsSentAgain() throws Exception {
    assertIsAskedAgain(new ResetWithinRequest(5));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "connection reset within each answer's body",
      outcome = "fetched again; the artifact is whole")
  void anAnswerThatBreaksOffIsFetchedAgain() throws Exception {
    assertIsAskedAgain(new ResetWithinAnswer(5));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a wrong bit, of the right length, in each request's body",
      outcome = "refused by its checksum or digest; the next try goes well")
  void wrongBytesOnTheWayUpAreNoticed() throws Exception {
    assertIsAskedAgainOrRefused(new WrongBitInRequest(3), EnumSet.of(ArtifactError.STORE_FAILED));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a wrong bit, of the right length, in each answer's body",
      outcome = "noticed by its checksum or digest; the next try goes well")
  void wrongBytesOnTheWayDownAreNoticed() throws Exception {
    assertIsAskedAgainOrRefused(
        new WrongBitInAnswer(3),
        EnumSet.of(ArtifactError.STORE_FAILED, ArtifactError.ARTIFACT_CORRUPT));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "each answer in drops",
      outcome = "waited for; the artifact is whole")
  void aSlowAnswerIsWaitedFor() throws Exception {
    assertIsAskedAgain(new SlowAnswer(20_000, Duration.ofMillis(50)));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "no answer to each call within the time that is set",
      outcome = "asked again; the artifact is whole, once")
  void anAnswerThatDoesNotComeIsAskedForAgain() throws Exception {
    assertIsAskedAgain(PATIENCE, new LateAnswer(PATIENCE.plusMillis(300)));
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "no answer to any call within the time that is set",
      outcome = "given up after some tries with STORE_UNREACHABLE, and the next run goes well")
  void aStoreThatNeverAnswersIsNamed() throws IOException {
    ArtifactKey key = freshKey();
    proxy.plan(FaultPlan.always(request -> true, new LateAnswer(PATIENCE.plusMillis(300))));
    assertThatThrownBy(() -> work(impatient, key))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.STORE_UNREACHABLE))
        .hasMessageContaining(proxy.address().toString());
    proxy.plan(FaultPlan.NONE);
    work(key);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a store whose disk is slow: each answer comes late",
      outcome = "waited for; the artifact is whole")
  void aSlowStoreIsWaitedFor() throws IOException {
    ArtifactKey key = freshKey();
    proxy.plan(FaultPlan.always(request -> true, new LateAnswer(Duration.ofMillis(200))));
    work(key);
    manifests.assertEachHasItsFiles(key);
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "503 SlowDown at every call, of 32 at once",
      outcome =
          "they pause longer from try to try, and each for another time, so that they do not come"
              + " again all at once")
  void pausesGrowAndDiffer() throws Exception {
    Map<String, List<Long>> nanosOf = new ConcurrentHashMap<>();
    proxy.plan(
        request -> {
          nanosOf
              .computeIfAbsent(request.target(), target -> new CopyOnWriteArrayList<>())
              .add(System.nanoTime());
          return Optional.of(Refused.s3(503, "SlowDown"));
        });
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    List<Future<?>> calls = new ArrayList<>();
    for (int call = 0; call < CALLERS; call++) {
      ArtifactKey key = freshKey();
      calls.add(callers.submit(() -> faulty.find(key)));
    }
    for (Future<?> call : calls) {
      assertThatThrownBy(call::get).hasCauseInstanceOf(UserFailure.class);
    }
    callers.shutdown();

    assertThat(nanosOf).hasSize(CALLERS);
    int tries = nanosOf.values().stream().mapToInt(List::size).min().orElseThrow();
    assertThat(tries).isGreaterThanOrEqualTo(3);
    double meanBefore = 0;
    for (int pause = 1; pause < tries; pause++) {
      List<Long> pauses = new ArrayList<>();
      for (List<Long> nanos : nanosOf.values()) {
        pauses.add(nanos.get(pause) - nanos.get(pause - 1));
      }
      double mean = pauses.stream().mapToLong(Long::longValue).average().orElseThrow();
      assertThat(mean).isGreaterThan(meanBefore);
      // What the middle half of them spans: noise makes a few differ, never that many.
      assertThat(spanOfTheMiddleHalf(pauses)).isGreaterThan(0.1 * mean);
      meanBefore = mean;
    }
  }

  private static double spanOfTheMiddleHalf(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() * 3 / 4) - sorted.get(sorted.size() / 4);
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "403 AccessDenied for one key, for good: each key in turn",
      outcome = "it is said that access is refused; no manifest is there without its files")
  void aKeyThatIsRefusedForGoodIsSaid() throws IOException {
    for (String part :
        List.of("/manifest.json", "config.json", "/weights", "/optimizer", "claims/")) {
      ArtifactKey key = freshKey();
      proxy.plan(
          FaultPlan.always(
              request -> request.target().contains(part), Refused.s3(403, "AccessDenied")));
      assertThatThrownBy(() -> work(key))
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(ArtifactError.STORE_ACCESS_DENIED));
      manifests.assertEachHasItsFiles(key);
      proxy.plan(FaultPlan.NONE);
      work(key);
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "nothing is allowed any more from each call on, as when a token runs out",
      outcome = "no manifest is there without its files, and the next run goes well")
  void noManifestIsThereWithoutItsFiles() throws Exception {
    atEachCall(
        (call, key, line) -> {
          AtomicInteger left = new AtomicInteger(call);
          line.proxy()
              .plan(
                  FaultPlan.always(
                      request -> left.getAndDecrement() <= 0, Refused.s3(403, "ExpiredToken")));
          try {
            work(line.store(), key);
          } catch (UserFailure failure) {
            assertThat(failure.code()).isEqualTo(ArtifactError.STORE_ACCESS_DENIED);
          }
          manifests.assertEachHasItsFiles(key);
          line.proxy().plan(FaultPlan.NONE);
          work(line.store(), key);
          manifests.assertEachHasItsFiles(key);
        });
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "403 AccessDenied at each call",
      outcome =
          "not asked again; it is said that access is refused, and the next try goes well; a claim"
              + " that cannot be given back expires")
  void aRefusalIsSaid() throws Exception {
    List<HttpHead> passedOver = new CopyOnWriteArrayList<>();
    atEachCall(
        (call, key, line) -> {
          int before = line.proxy().requests().size();
          line.proxy().plan(FaultPlan.only(call, Refused.s3(403, "AccessDenied")));
          boolean failed = false;
          try {
            work(line.store(), key);
          } catch (UserFailure failure) {
            failed = true;
            assertThat(failure.code()).isEqualTo(ArtifactError.STORE_ACCESS_DENIED);
          }
          List<HttpHead> all = line.proxy().requests();
          List<HttpHead> asked = all.subList(before, all.size());
          HttpHead refused = asked.get(call);
          if (!failed) {
            passedOver.add(refused);
          }
          assertThat(asked.subList(call + 1, asked.size()))
              .noneMatch(later -> isAskedAgain(refused, later));
          manifests.assertEachHasItsFiles(key);
          line.proxy().plan(FaultPlan.NONE);
          work(line.store(), key);
        });
    // Claims that cannot be given back expire by themselves.
    assertThat(passedOver)
        .allMatch(FaultyStoreTest::isOfAClaim)
        .hasSize(WHEN_CLAIMS_ARE_GIVEN_BACK);
  }

  /** Whether a request is another try of an earlier one; claims are asked about several times. */
  private static boolean isAskedAgain(HttpHead earlier, HttpHead later) {
    return earlier.header(INVOCATION).equals(later.header(INVOCATION))
        || !isOfAClaim(earlier) && earlier.firstLine().equals(later.firstLine());
  }

  private static boolean isOfAClaim(HttpHead request) {
    return request.target().contains("/claims/");
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a store whose clock is a day ahead",
      outcome = "the artifact is whole")
  void theClockOfTheStoreDoesNotMatter() throws IOException {
    ArtifactKey key = freshKey();
    proxy.plan(FaultPlan.always(request -> true, new SkewedClock(Duration.ofDays(1))));
    work(key);
    manifests.assertEachHasItsFiles(key);
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "500 InternalError at every call, for good",
      outcome = "given up after some tries with STORE_FAILED, and the next run goes well")
  void aStoreThatIsBrokenForGoodIsNamed() throws IOException {
    assertEndsWith(Refused.s3(500, "InternalError"), ArtifactError.STORE_FAILED);
  }

  private void assertEndsWith(HttpFault fault, ErrorCode code) throws IOException {
    ArtifactKey key = freshKey();
    proxy.plan(
        FaultPlan.always(request -> List.of("PUT", "GET").contains(request.method()), fault));
    try {
      work(key);
    } catch (UserFailure failure) {
      assertThat(failure.code()).isEqualTo(code);
      assertThat(failure).hasMessageContaining(proxy.address().toString());
      proxy.plan(FaultPlan.NONE);
      work(key);
      return;
    }
    throw new AssertionError("nothing was said of it");
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "connection reset within every answer's body, for good",
      outcome = "given up after some tries with STORE_UNREACHABLE, and the next run goes well")
  void aStoreWhoseAnswersAlwaysBreakOffIsNamed() throws IOException {
    assertEndsWith(new ResetWithinAnswer(5), ArtifactError.STORE_UNREACHABLE);
  }
}
