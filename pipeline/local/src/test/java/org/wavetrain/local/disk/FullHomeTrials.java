package org.wavetrain.local.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.wavetrain.failure.DiskTrouble;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.toy.Diary;
import org.wavetrain.local.runner.toy.Workshop;

/** A runner and the processes of its stages, on a small disk that has less free space each time. */
final class FullHomeTrials {
  private static final long MOST_FREE_BYTES = 160 << 10;

  private FullHomeTrials() {}

  /** The disk. */
  public static void main(String[] arguments) throws Exception {
    Path disk = Path.of(arguments[0]);
    int refused = 0;
    try (Workshop workshop = new Workshop(disk.resolve("home"))) {
      workshop.runUntil(new Diary(), "files");
      int steps = 3;
      for (long free = MOST_FREE_BYTES; free >= 0; free -= MOST_FREE_BYTES / 2) {
        steps++;
        String parameter = "left.steps=" + steps;
        refused += isRefused(disk, free, workshop, parameter) ? 1 : 0;
        Diary diary = new Diary();
        workshop.runUntil(diary, "left", parameter);
        assertThat(diary.entries())
            .contains("files Cached")
            .containsAnyOf("left Made", "left Cached");
      }
    }
    assertThat(refused).isPositive();
  }

  private static boolean isRefused(Path disk, long free, Workshop workshop, String parameter)
      throws IOException, InterruptedException {
    try (Ballast ballast = Ballast.leaving(disk, free)) {
      workshop.runUntil(new Diary(), "left", parameter);
      return false;
    } catch (UserFailure failure) {
      assertThat(failure.code().name())
          .as("%s", failure.getMessage())
          .isEqualTo(MachineError.DISK_FULL.name());
      return true;
    } catch (IOException failure) {
      // The command line puts it into words.
      assertThat(DiskTrouble.behind(failure)).as("%s", failure).contains(DiskTrouble.FULL);
      return true;
    }
  }
}
