package org.wavetrain.website;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;

/** The newest runs, the champions, and what runs next. */
record HomePage(TrackedRuns runs, RegistryReader models, Optional<Schedules> schedules) {
  private static final int RUNS = 10;

  PageContent content() {
    List<RunRow> rows =
        runs.latest(RUNS).stream().limit(RUNS).toList().parallelStream()
            .map(run -> RunRow.of(run, runs))
            .toList();
    List<String> problems = new ArrayList<>();
    return PageContent.of(
        "home",
        "Home",
        rows.stream().anyMatch(RunRow::running) ? PageContent.OFTEN : PageContent.NOW_AND_THEN,
        Map.of(
            "runs", rows,
            "champions", models.champions(),
            "orchestrated", schedules.isPresent(),
            "schedules", scheduled(problems),
            "problems", problems));
  }

  private List<ScheduleRow> scheduled(List<String> problems) {
    try {
      return schedules.map(Schedules::all).orElse(List.of()).stream().map(ScheduleRow::of).toList();
    } catch (UserFailure away) {
      problems.add(away.getMessage());
      return List.of();
    }
  }

  /** A schedule in words. */
  record ScheduleRow(String name, String when, String next) {
    static ScheduleRow of(Schedule schedule) {
      String next = schedule.next().map(Times::text).orElse("–");
      return new ScheduleRow(
          schedule.name(),
          schedule.when().orElse("when it is asked to"),
          schedule.paused() ? "paused" : next);
    }
  }
}
