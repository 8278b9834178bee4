package org.wavetrain.report;

import java.util.ArrayList;
import java.util.List;
import org.wavetrain.evaluation.EvaluatedUtterance;

/** Something that a section shows. The template chooses the markup by {@link #kind}. */
sealed interface Part {
  String kind();

  /**
   * A column of a table.
   *
   * @param number whether it holds figures, which stand to the right
   * @param prose whether it holds sentences, which need room
   */
  record Column(String title, boolean number, boolean prose) {
    static Column text(String title) {
      return new Column(title, false, false);
    }

    static Column number(String title) {
      return new Column(title, true, false);
    }

    static Column prose(String title) {
      return new Column(title, false, true);
    }
  }

  /** A table whose first column heads its rows. */
  record Table(String caption, List<Column> columns, List<List<String>> rows) implements Part {
    /** Most rows that a page should have to carry. */
    static final int MOST_ROWS = 50;

    private static final int MOST_ROWS_UNFOLDED = 12;

    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * The table, to be shown on request if it is long.
     *
     * @param records how many there are; a table of fewer says so in its caption
     */
    Part foldedIfLong(int records) {
      if (rows.size() <= MOST_ROWS_UNFOLDED) {
        return this;
      }
      return new Folded(
          rows.size() < records
              ? caption
              : caption + ": " + Wording.count(rows.size(), "row", "rows"),
          this);
    }

    @Override
    public String kind() {
      return "table";
    }
  }

  /** A table that is shown on request. */
  record Folded(String summary, Table table) implements Part {
    @Override
    public String kind() {
      return "folded";
    }
  }

  /**
   * Curves over steps.
   *
   * @param summary in words where the curves begin and end
   * @param json what the page's script draws, safe inside a script element
   */
  record Chart(String title, String summary, String json) implements Part {
    @Override
    public String kind() {
      return "chart";
    }
  }

  /** A confusion matrix with the true labels down and the predicted ones across. */
  record Confusion(String caption, List<String> labels, List<Row> rows) implements Part {
    public Confusion {
      labels = List.copyOf(labels);
      rows = List.copyOf(rows);
    }

    record Row(String label, List<Cell> cells, String recall) {}

    record Cell(long count, long percent, boolean diagonal) {}

    static Confusion of(String caption, List<String> labels, List<List<Long>> counts) {
      List<Row> rows = new ArrayList<>();
      for (int truth = 0; truth < labels.size(); truth++) {
        rows.add(row(labels.get(truth), truth, counts.get(truth)));
      }
      return new Confusion(caption, labels, rows);
    }

    private static Row row(String label, int truth, List<Long> counts) {
      long total = counts.stream().mapToLong(Long::longValue).sum();
      List<Cell> cells = new ArrayList<>();
      for (int predicted = 0; predicted < counts.size(); predicted++) {
        long count = counts.get(predicted);
        double share = (double) count / Math.max(1, total);
        cells.add(new Cell(count, Math.round(100 * share), predicted == truth));
      }
      String recall = total == 0 ? "–" : Wording.percent((double) counts.get(truth) / total);
      return new Row(label, List.copyOf(cells), recall);
    }

    @Override
    public String kind() {
      return "confusion";
    }
  }

  /** Utterances with their errors marked. */
  record Utterances(List<Marked> utterances) implements Part {
    public Utterances {
      utterances = List.copyOf(utterances);
    }

    record Marked(List<EvaluatedUtterance.Edit> edits, String note) {}

    @Override
    public String kind() {
      return "utterances";
    }
  }
}
