package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.SmallRegistry;

/** Processes that put versions in service at the same time. */
@Tag("slow")
class RacingPromotersTest {
  private static final String MODEL = "words";
  private static final int RACERS = 2;

  @RegisterExtension private final SmallRegistry servers = new SmallRegistry(MODEL);

  @TempDir private Path folder;

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "two promotions of equally good versions at once",
      outcome = "one is in service, and the other is refused and told which")
  void oneOfTwoEquallyGoodVersionsWinsAndTheOtherIsToldOfIt() throws Exception {
    servers.promotion().register(servers.candidate("the first", 0.5));
    List<Process> racers = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      servers.register(servers.candidate("racer " + racer, 0.4));
    }
    for (int racer = 0; racer < RACERS; racer++) {
      racers.add(promote(2 + racer));
    }

    List<Integer> winners = new ArrayList<>();
    List<Integer> losers = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      (racers.get(racer).waitFor() == 0 ? winners : losers).add(2 + racer);
    }

    assertThat(winners).as(log(2) + log(3)).hasSize(1);
    int winner = winners.get(0);
    assertThat(servers.champion().version()).isEqualTo(winner);
    assertThat(log(winner)).contains("It takes the place of version 1.");
    assertThat(log(losers.get(0)))
        .contains("wer less than the 0.4000 of version " + winner, "BROKEN");
    assertThat(servers.moves().of(MODEL)).extracting(Move::version).containsExactly(1, winner);
  }

  private Process promote(int version) throws IOException {
    return ProgramProcess.start(
        servers.environment(),
        folder.resolve(version + ".log"),
        "promote",
        MODEL,
        Integer.toString(version),
        "--home",
        folder.resolve("other").toString());
  }

  private String log(int version) throws IOException {
    return Files.readString(folder.resolve(version + ".log"));
  }
}
