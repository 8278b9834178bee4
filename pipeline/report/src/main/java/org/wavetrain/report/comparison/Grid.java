package org.wavetrain.report.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table with a heading for each row and column; those that are runs bear the run's colour.
 *
 * @param caption what it shows
 * @param corner what heads the headings of the rows
 * @param folded whether it is shown on request only
 */
record Grid(String caption, String corner, List<Heading> columns, List<Row> rows, boolean folded) {
  /** More runs than this are shown as rows: so many columns do not fit on a screen. */
  private static final int MOST_RUNS_ACROSS = 4;

  private static final int MOST_ROWS_UNFOLDED = 12;

  Grid {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * The name of a row or column.
   *
   * @param run the run's index; −1 if it is no run
   * @param note beneath the text; may be empty
   */
  record Heading(String text, int run, String note) {
    static Heading of(String text) {
      return new Heading(text, -1, "");
    }
  }

  record Row(Heading heading, List<Cell> cells) {
    Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * What stands in one place.
   *
   * @param text the figure
   * @param note beneath it; may be empty
   * @param whisker where the figure and its interval lie
   * @param best whether no other run's figure is better
   * @param number whether it is a figure
   */
  record Cell(String text, String note, Optional<Whisker> whisker, boolean best, boolean number) {
    static final Cell NOTHING = new Cell("–", "", Optional.empty(), false, true);

    static Cell text(String text) {
      return new Cell(text, "", Optional.empty(), false, false);
    }

    static Cell number(String text) {
      return new Cell(text, "", Optional.empty(), false, true);
    }
  }

  /** Shares of the width, in percent. */
  record Whisker(long low, long value, long high) {
    static Whisker of(double low, double value, double high, double most) {
      return new Whisker(percent(low, most), percent(value, most), percent(high, most));
    }

    private static long percent(double value, double most) {
      return most <= 0 ? 0 : Math.round(100 * Math.max(0, Math.min(1, value / most)));
    }

    /** The length of the interval. */
    public long width() {
      return Math.max(1, high - low);
    }
  }

  /**
   * A table of runs and what each has of something: as columns if they are few, otherwise as rows,
   * and on request only if they are many.
   *
   * @param what heads the things
   * @param runs the runs' headings
   * @param things each with a cell for each run
   */
  static Grid ofRuns(String caption, String what, List<Heading> runs, List<Row> things) {
    if (runs.size() <= MOST_RUNS_ACROSS) {
      return new Grid(caption, what, runs, things, false);
    }
    List<Row> rows = new ArrayList<>();
    for (int run = 0; run < runs.size(); run++) {
      int index = run;
      rows.add(
          new Row(runs.get(run), things.stream().map(thing -> thing.cells().get(index)).toList()));
    }
    return new Grid(
        caption,
        "Run",
        things.stream().map(Row::heading).toList(),
        rows,
        rows.size() > MOST_ROWS_UNFOLDED);
  }

  Grid onRequest() {
    return new Grid(caption, corner, columns, rows, true);
  }

  Grid unfolded() {
    return new Grid(caption, corner, columns, rows, false);
  }
}
