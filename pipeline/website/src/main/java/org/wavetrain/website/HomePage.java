package org.wavetrain.website;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.PipelineRun;

/** The newest runs, the champions, and what runs next. */
record HomePage(TrackedRuns runs, RegisteredModels models, Optional<Schedules> schedules) {
  private static final int RUNS = 10;

  Map<String, Object> content() {
    List<PipelineRun> latest = runs.latest(Optional.empty(), RUNS);
    List<RunRow> rows = latest.parallelStream().map(run -> RunRow.of(run, runs)).toList();
    List<String> problems = new ArrayList<>();
    return Map.of(
        "title", "Home",
        "live", rows.stream().anyMatch(RunRow::running),
        "runs", rows,
        "champions", models.champions(),
        "orchestrated", schedules.isPresent(),
        "schedules", scheduled(problems),
        "problems", problems);
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
