package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpHead;

/**
 * A process stands still at each call in turn, right before the store is asked, until another one
 * has taken over its claim and done the same work.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandstillTest {
  private static final byte[] CONTENT = "the same, whoever makes it".getBytes(UTF_8);

  /** Whoever comes next takes over at once, as if the claim had expired. */
  private static final ClaimSettings CLAIMS =
      new ClaimSettings(Duration.ofMinutes(5), Optional.of("this test"));

  /** Whoever does not. */
  private static final ClaimSettings OTHERS =
      new ClaimSettings(Duration.ofMinutes(5), Optional.empty());

  private static final Provenance PROVENANCE =
      new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO);

  private S3Server server;
  private FaultProxy proxy;
  private ArtifactStore sleeper;
  private ArtifactStore successor;
  private StoredManifests manifests;
  private Path folder;
  private int keys;

  /** What a process does that has a claim. */
  @FunctionalInterface
  private interface Work {
    void under(Claim claim) throws IOException;
  }

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    server = S3Server.start(Files.createDirectory(home.resolve("s3")));
    folder = Files.createDirectory(home.resolve("work"));
    manifests = new StoredManifests(server);
    proxy = new FaultProxy(server.settings().endpoint().orElseThrow());
    sleeper = ArtifactStore.connect(server.settingsThrough(proxy.address()));
    successor = ArtifactStore.connect(server.settings());
  }

  @AfterAll
  void stop() throws Exception {
    successor.close();
    sleeper.close();
    proxy.close();
    server.close();
  }

  private ArtifactKey freshKey() {
    keys++;
    return new ArtifactKey("finetune", Sha256.of("key " + keys));
  }

  private static void claiming(ArtifactStore store, ArtifactKey key, Work work) throws IOException {
    try (Claim claim =
        store.claims(CLAIMS).take(Claims.nameOf(key), holder -> true, () -> {}).orElseThrow()) {
      work.under(claim);
    }
  }

  /**
   * Does a piece of work and stands still at one call of it.
   *
   * @param call its number, from 0
   * @param meanwhile what the other process does
   * @return whether the work has as many calls
   */
  private boolean standStillAt(int call, ArtifactKey key, Work work, Work meanwhile)
      throws IOException {
    AtomicInteger seen = new AtomicInteger();
    FaultPlan standstill =
        request -> {
          if (seen.getAndIncrement() == call) {
            take(key, meanwhile);
          }
          return Optional.empty();
        };
    claiming(
        sleeper,
        key,
        claim -> {
          proxy.plan(standstill);
          try {
            work.under(claim);
          } catch (ClaimLost taken) {
            assertThat(seen.get()).isGreaterThan(call);
          } finally {
            proxy.plan(FaultPlan.NONE);
          }
        });
    return seen.get() > call;
  }

  private void take(ArtifactKey key, Work meanwhile) {
    try {
      claiming(successor, key, meanwhile);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static ArtifactDraft draft(ArtifactStore store, ArtifactKey key, Claim claim)
      throws IOException {
    ArtifactDraft draft = store.draft(key, claim);
    draft.put("file", CONTENT);
    return draft;
  }

  private void assertIsWhole(ArtifactKey key) throws IOException {
    manifests.assertEachHasItsFiles(key);
    try (InputStream file = successor.open(key).open("file")) {
      assertThat(file.readAllBytes()).isEqualTo(CONTENT);
    }
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected =
          "a process that makes an artifact again stands still at each call until another one has"
              + " made it again",
      outcome = "the artifact of the other one stays, with its files")
  void whoeverReplacesChangesNothingOfItsSuccessors() throws IOException {
    boolean more = true;
    for (int call = 0; more; call++) {
      ArtifactKey key = freshKey();
      claiming(successor, key, claim -> draft(successor, key, claim).publish(PROVENANCE));
      more =
          standStillAt(
              call,
              key,
              claim -> draft(sleeper, key, claim).replace(PROVENANCE),
              claim -> draft(successor, key, claim).replace(PROVENANCE));
      assertIsWhole(key);
    }
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected =
          "a process that makes an artifact stands still at each call until another one has made"
              + " it, and again",
      outcome = "the artifact of the other one stays, with its files")
  void whoeverPublishesChangesNothingOfItsSuccessors() throws IOException {
    boolean more = true;
    for (int call = 0; more; call++) {
      ArtifactKey key = freshKey();
      more =
          standStillAt(
              call,
              key,
              claim -> draft(sleeper, key, claim).publish(PROVENANCE),
              claim -> {
                draft(successor, key, claim).publish(PROVENANCE);
                draft(successor, key, claim).replace(PROVENANCE);
              });
      assertIsWhole(key);
    }
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected =
          "a process that tidies up stands still at each call until another one is at the artifact"
              + " again",
      outcome = "what the other one publishes has its files")
  void whoeverTidiesRemovesNothingOfItsSuccessors() throws IOException {
    boolean more = true;
    for (int call = 0; more; call++) {
      ArtifactKey key = freshKey();
      claiming(
          successor,
          key,
          claim -> {
            draft(successor, key, claim).publish(PROVENANCE);
            draft(successor, key, claim);
          });
      Successor other = new Successor(key, call);
      proxy.plan(other);
      sleeper.tidy(key, sleeper.claims(CLAIMS));
      proxy.plan(FaultPlan.NONE);
      more = other.hasBegun();
      other.finish();
      assertIsWhole(key);
    }
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected =
          "a process that saves a checkpoint stands still at each call until another one has saved"
              + " this one and the next",
      outcome = "the checkpoints of the other one stay, and are whole")
  void whoeverSavesChangesNothingOfItsSuccessors() throws IOException {
    Path early = state("early");
    Path late = state("late");
    boolean more = true;
    for (int call = 0; more; call++) {
      ArtifactKey key = freshKey();
      claiming(successor, key, claim -> successor.checkpoints(key, claim).save(1, early));
      more =
          standStillAt(
              call,
              key,
              claim -> sleeper.checkpoints(key, claim).save(2, early),
              claim -> {
                CheckpointStore checkpoints = successor.checkpoints(key, claim);
                checkpoints.save(2, late);
                checkpoints.save(3, late);
              });
      manifests.assertEachHasItsFiles(key);
      if (more) {
        Path restored = folder.resolve("restored " + call);
        assertThat(successor.checkpoints(key).restoreLatest(restored)).hasValue(3);
        assertThat(restored.resolve("state")).hasContent("late");
        assertThat(stepTwo(key)).contains(Sha256.of(late.resolve("state")).toString());
      }
    }
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected =
          "a process that gives its claim back stands still at each call until another one has"
              + " taken over, which lives on",
      outcome = "the other one keeps the claim")
  void whoeverGivesItsClaimBackTakesNothingOfItsSuccessors() throws IOException {
    boolean more = true;
    for (int call = 0; more; call++) {
      ArtifactKey key = freshKey();
      String name = Claims.nameOf(key);
      Claim claim = sleeper.claims(CLAIMS).take(name, holder -> false, () -> {}).orElseThrow();
      Successor other = new Successor(key, call);
      proxy.plan(other);
      claim.close();
      proxy.plan(FaultPlan.NONE);
      more = other.hasBegun();
      if (more) {
        assertThat(successor.claims(OTHERS).take(name, holder -> false, () -> {}))
            .as("claimed by a third one after call %d", call)
            .isEmpty();
      }
      other.finish();
      assertIsFree(name);
    }
  }

  private void assertIsFree(String name) throws IOException {
    Optional<Claim> taken = successor.claims(OTHERS).take(name, holder -> false, () -> {});
    assertThat(taken).isPresent();
    taken.get().close();
  }

  /** Begins to make an artifact again while another process stands still at one of its calls. */
  private final class Successor implements FaultPlan {
    private final ArtifactKey key;
    private final int call;
    private final AtomicInteger seen = new AtomicInteger();
    private Optional<Claim> claim = Optional.empty();
    private ArtifactDraft begun;

    Successor(ArtifactKey key, int call) {
      this.key = key;
      this.call = call;
    }

    @Override
    public Optional<HttpFault> of(HttpHead request) {
      if (seen.getAndIncrement() == call) {
        begin();
      }
      return Optional.empty();
    }

    private synchronized void begin() {
      try {
        claim = successor.claims(CLAIMS).take(Claims.nameOf(key), holder -> true, () -> {});
        begun = draft(successor, key, claim.orElseThrow());
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    synchronized boolean hasBegun() {
      return claim.isPresent();
    }

    synchronized void finish() throws IOException {
      if (hasBegun()) {
        try (Claim held = claim.get()) {
          begun.replace(PROVENANCE);
        } catch (ClaimLost takenBack) {
          // The one that stood still had not claimed it yet.
        }
      }
    }
  }

  private Path state(String content) throws IOException {
    Path state = Files.createDirectory(folder.resolve(content));
    Files.writeString(state.resolve("state"), content);
    return state;
  }

  private String stepTwo(ArtifactKey key) throws IOException {
    return Files.readString(server.file("checkpoints/" + key + "/000000000002/manifest.json"));
  }
}
