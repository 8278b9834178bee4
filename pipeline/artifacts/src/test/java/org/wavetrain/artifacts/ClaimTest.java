package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault.Refused;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClaimTest {
  private static final ClaimSettings MINUTES =
      new ClaimSettings(Duration.ofMinutes(5), Optional.empty());
  private static final ClaimSettings A_SECOND =
      new ClaimSettings(Duration.ofSeconds(1), Optional.empty());
  private static final Claims.Waiting NOT_AT_ALL = holder -> false;
  private static final Claims.Waiting PATIENTLY = holder -> true;

  private S3Server server;
  private ArtifactStore store;
  private ArtifactKey key;
  private String name;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    server = S3Server.start(home);
    store = ArtifactStore.connect(server.settings());
  }

  @AfterAll
  void stop() throws Exception {
    store.close();
    server.close();
  }

  @BeforeEach
  void takeAKeyOfItsOwn(TestInfo test) {
    key = new ArtifactKey("finetune", Sha256.of(test.getDisplayName()));
    name = Claims.nameOf(key);
  }

  private Optional<Claim> take(ClaimSettings settings, Claims.Waiting waiting) throws IOException {
    return store.claims(settings).take(name, waiting, () -> {});
  }

  /** A claim as a process leaves it that is killed or that stands still. */
  private Claim abandoned(ClaimSettings settings) throws Exception {
    Claim claim = take(settings, NOT_AT_ALL).orElseThrow();
    claim.stopRenewing();
    return claim;
  }

  @Test
  void aClaimIsCertainUntilItHasNotBeenRenewedForItsLifetime() throws Exception {
    Claim patient = abandoned(MINUTES);
    assertThat(patient.isCertain()).isTrue();
    patient.close();

    Claim first = abandoned(A_SECOND);
    try (Claim second = take(MINUTES, PATIENTLY).orElseThrow()) {
      assertThat(first.isCertain()).isFalse();
      assertThat(first.isLost()).isFalse();
      assertThat(second.isCertain()).isTrue();
    }
  }

  @Test
  void aRenewalMakesAClaimCertainAgain() throws Exception {
    try (Claim claim = abandoned(A_SECOND)) {
      while (claim.isCertain()) {
        Thread.sleep(50);
      }

      claim.require();

      assertThat(claim.isCertain()).isTrue();
    }
  }

  @Test
  void theClaimOfAnOlderProgramIsHeldThoughItDoesNotTellSinceWhen() throws Exception {
    store
        .folder("claims")
        .put(
            name.substring("claims/".length()),
            "{\"holder\":\"a\",\"owner\":\"\",\"place\":\"1@old\",\"lifetime_seconds\":300,\"renewals\":0}"
                .getBytes(UTF_8));
    List<ClaimHolder> holders = new ArrayList<>();

    take(MINUTES, holder -> !holders.add(holder));

    assertThat(holders).containsExactly(new ClaimHolder("1@old", Optional.empty()));
  }

  @Test
  void anObjectIsWrittenOnlyInPlaceOfTheVersionThatWasSeen() {
    ObjectFolder folder = store.folder("versions of objects");

    assertThat(folder.putIfAbsent("one", "1".getBytes(UTF_8))).isTrue();
    assertThat(folder.putIfAbsent("one", "2".getBytes(UTF_8))).isFalse();
    String seen = folder.getStamped("one").orElseThrow().tag();
    assertThat(folder.putIfUnchanged("one", "3".getBytes(UTF_8), seen)).isTrue();
    assertThat(folder.putIfUnchanged("one", "4".getBytes(UTF_8), seen)).isFalse();
    assertThat(folder.get("one")).hasValue("3".getBytes(UTF_8));
  }

  @Test
  void whatIsClaimedCannotBeClaimedUntilItIsGivenBack() throws Exception {
    List<ClaimHolder> holders = new ArrayList<>();
    try (Claim claim = take(MINUTES, NOT_AT_ALL).orElseThrow()) {
      assertThat(
              take(
                  MINUTES,
                  holder -> {
                    holders.add(holder);
                    return false;
                  }))
          .isEmpty();
      claim.require();
    }

    assertThat(holders)
        .singleElement()
        .satisfies(
            holder -> {
              assertThat(holder.place()).contains("@");
              assertThat(holder.since()).isPresent();
            });
    Claim next = take(MINUTES, NOT_AT_ALL).orElseThrow();
    next.close();
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "eight that claim the same artifact at once",
      outcome = "one has it")
  void ofManyThatTryAtOnceOneSucceeds() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Optional<Claim>>> attempts = new ArrayList<>();
    for (int count = 0; count < 8; count++) {
      attempts.add(threads.submit(() -> take(MINUTES, NOT_AT_ALL)));
    }
    List<Claim> taken = new ArrayList<>();
    for (Future<Optional<Claim>> attempt : attempts) {
      attempt.get().ifPresent(taken::add);
    }
    threads.shutdown();

    assertThat(taken).hasSize(1);
    taken.get(0).require();
    taken.get(0).close();
  }

  @Test
  void aClaimThatIsRenewedOutlivesItsLifetime() throws Exception {
    ClaimSettings seconds = new ClaimSettings(Duration.ofSeconds(4), Optional.empty());
    try (Claim claim = take(seconds, NOT_AT_ALL).orElseThrow()) {
      AtomicInteger pauses = new AtomicInteger();
      // Each pause is a quarter of the lifetime: two lifetimes in all.
      assertThat(take(seconds, holder -> pauses.incrementAndGet() < 8)).isEmpty();
      claim.require();
    }
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "a claim that is not renewed",
      outcome = "another takes it over, and whoever had it finds out")
  void aClaimThatIsNotRenewedIsTakenOverAndWhoeverHadItFindsOut() throws Exception {
    Claim before = abandoned(A_SECOND);

    try (Claim after = take(MINUTES, PATIENTLY).orElseThrow()) {
      assertThatThrownBy(before::require).isInstanceOf(ClaimLost.class);
      assertThat(before.isLost()).isTrue();
      before.close();
      after.require();
    }
  }

  @Test
  void anExpiredClaimThatNobodyTookIsStillItsHolders() throws Exception {
    Claim claim = abandoned(new ClaimSettings(Duration.ofSeconds(1), Optional.empty()));
    TimeUnit.MILLISECONDS.sleep(1500);

    claim.require();

    assertThat(claim.isLost()).isFalse();
    claim.close();
  }

  @Test
  void theSameOwnerTakesOverAtOnce() throws Exception {
    ClaimSettings home = new ClaimSettings(Duration.ofMinutes(5), Optional.of("home"));
    ClaimSettings other = new ClaimSettings(Duration.ofMinutes(5), Optional.of("other home"));
    Claim before = abandoned(home);

    assertThat(take(other, NOT_AT_ALL)).isEmpty();
    try (Claim after = take(home, NOT_AT_ALL).orElseThrow()) {
      assertThatThrownBy(before::require).isInstanceOf(ClaimLost.class);
      after.require();
    }
  }

  @Test
  void theRenewalInTheBackgroundTellsWhenTheClaimIsLost() throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    ClaimSettings home = new ClaimSettings(Duration.ofSeconds(1), Optional.of("home"));
    Claim before = store.claims(home).take(name, NOT_AT_ALL, told::countDown).orElseThrow();

    try (Claim after = take(home, NOT_AT_ALL).orElseThrow()) {
      assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(before.isLost()).isTrue();
      after.require();
    }
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "an error of the Java machine, such as for want of memory, within a renewal",
      outcome = "said in the log, and the claim is renewed again")
  void anErrorWithinARenewalIsSaidAndTheNextOneIsMade() throws Exception {
    try (CapturedLog log = CapturedLog.of(Claim.class);
        ErrorAtRequest error = ErrorAtRequest.of("claim-renewal");
        Claim claim = take(A_SECOND, NOT_AT_ALL).orElseThrow()) {
      await(() -> !log.events().isEmpty());
      assertThat(log.events())
          .extracting(ILoggingEvent::getFormattedMessage)
          .first()
          .asString()
          .contains(name, "OutOfMemoryError: made up by a test");
      long renewals = renewals();

      await(() -> renewals() > renewals);

      assertThat(claim.isLost()).isFalse();
    }
  }

  private long renewals() {
    return ClaimDocument.read(store.folder("claims").get(name.substring(7)).orElseThrow())
        .orElseThrow()
        .renewals();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    for (int polls = 0; polls < 200 && !condition.getAsBoolean(); polls++) {
      Thread.sleep(50);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "whoever lost a claim publishes and saves a checkpoint",
      outcome = "both are refused, and the checkpoints of the other stay")
  void whoeverLostItsClaimCannotPublishNorSaveACheckpoint(@TempDir Path folder) throws Exception {
    Claim before = abandoned(new ClaimSettings(Duration.ofMinutes(5), Optional.of("home")));
    ArtifactDraft draft = store.draft(key, before);
    draft.put("file", new byte[] {1});
    CheckpointStore checkpoints = store.checkpoints(key, before);
    Files.writeString(folder.resolve("state"), "one");
    checkpoints.save(1, folder);

    try (Claim after =
        take(new ClaimSettings(Duration.ofMinutes(5), Optional.of("home")), NOT_AT_ALL)
            .orElseThrow()) {
      Files.writeString(folder.resolve("state"), "two");
      assertThatThrownBy(() -> checkpoints.save(2, folder)).isInstanceOf(ClaimLost.class);
      assertThatThrownBy(() -> draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO)))
          .isInstanceOf(ClaimLost.class);

      assertThat(store.find(key)).isEmpty();
      assertThat(store.checkpoints(key, after).restoreLatest(folder.resolve("restored")))
          .hasValue(1);
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a damaged claim",
      outcome = "replaced; the work goes on")
  void anObjectThatIsNoClaimIsReplaced() throws Exception {
    Files.createDirectories(server.file(name).getParent());
    Files.writeString(server.file(name), "not a claim");

    try (Claim claim = take(MINUTES, NOT_AT_ALL).orElseThrow()) {
      claim.require();
    }
  }

  @Test
  @Timeout(60)
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "409 ConditionalRequestConflict at each attempt to take a claim, for good",
      outcome = "given up after some tries with STORE_FAILED, which names the claim")
  void aStoreThatLetsNobodyTakeAClaimIsNamed() throws Exception {
    try (FaultProxy proxy = new FaultProxy(server.settings().endpoint().orElseThrow());
        ArtifactStore faulty = ArtifactStore.connect(server.settingsThrough(proxy.address()))) {
      proxy.plan(
          FaultPlan.always(
              request -> request.method().equals("PUT"),
              Refused.s3(409, "ConditionalRequestConflict")));

      assertThatThrownBy(() -> faulty.claims(MINUTES).take(name, NOT_AT_ALL, () -> {}))
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(ArtifactError.STORE_FAILED))
          .hasMessageContaining(name);
    }
  }

  @Test
  void theLifetimeComesFromTheEnvironment() {
    assertThat(ClaimSettings.fromEnvironment(Map.of()))
        .isEqualTo(new ClaimSettings(Duration.ofSeconds(60), Optional.empty()));
    assertThat(
            ClaimSettings.fromEnvironment(
                Map.of("WAVETRAIN_CLAIM_SECONDS", "5", "WAVETRAIN_CLAIM_OWNER", "home")))
        .isEqualTo(new ClaimSettings(Duration.ofSeconds(5), Optional.of("home")));
    assertThatThrownBy(
            () -> ClaimSettings.fromEnvironment(Map.of("WAVETRAIN_CLAIM_SECONDS", "0.5")))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("0.5");
  }
}
