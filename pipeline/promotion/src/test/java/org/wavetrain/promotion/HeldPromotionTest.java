package org.wavetrain.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpHead;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** A promoter that stands still after its last look at its turn, while another one has its own. */
final class HeldPromotionTest {
  private static final String MODEL = "commands";

  /** A version that passed becomes the challenger first. */
  private static final int OF_THE_CHAMPION = 2;

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);

  private final AtomicInteger aliases = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private FaultProxy proxy;
  private Tracking slow;

  @BeforeEach
  void holdTheFirstAlias() throws IOException {
    proxy =
        new FaultProxy(URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE)));
    slow = Tracking.connect(proxy.address());
  }

  @AfterEach
  void stop() throws IOException {
    goOn.countDown();
    threads.shutdown();
    slow.close();
    proxy.close();
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected =
          "a promotion that stands still right before it moves the alias, until another version was"
              + " promoted",
      outcome = "the alias goes back to the other version, and the late one is judged against it")
  void thePromotionThatComesTooLateGivesTheAliasBack() throws Exception {
    servers.promotion().register(servers.candidate("a", 0.5));
    servers.gatekeeper().propose(servers.candidate("b", 0.4));
    servers.gatekeeper().propose(servers.candidate("c", 0.3));
    proxy.plan(this::hold);

    Future<Verdict> late =
        threads.submit(
            () ->
                servers
                    .promotionThatTakesOver(slow.registry())
                    .promoteIfPassed(MODEL, 2, Promotion.CHAMPION, "it is better"));
    held.await();
    Verdict quick =
        servers
            .promotionThatTakesOver(servers.registry())
            .promoteIfPassed(MODEL, 3, Promotion.CHAMPION, "it is the best");
    assertThat(quick.passed()).isTrue();
    assertThat(servers.champion().version()).isEqualTo(3);
    goOn.countDown();

    assertThat(late.get().passed()).isFalse();
    assertThat(late.get().reason()).contains("version 3");
    assertThat(servers.champion().version()).isEqualTo(3);
    assertThat(servers.moves().of(MODEL))
        .extracting(Move::number, Move::version, Move::former)
        .containsExactly(tuple(1, 1, Optional.empty()), tuple(2, 3, Optional.of(1)));
  }

  private Optional<HttpFault> hold(HttpHead request) {
    if (request.target().endsWith("registered-models/alias")
        && aliases.incrementAndGet() == OF_THE_CHAMPION) {
      held.countDown();
      try {
        goOn.await();
      } catch (InterruptedException interruption) {
        Thread.currentThread().interrupt();
      }
    }
    return Optional.empty();
  }
}
