package org.wavetrain.report.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.evaluation.EvaluatedUtterance;

/**
 * The utterances that runs were evaluated on, and what each run made of them.
 *
 * @param rows those that tell runs apart most come first
 * @param left how many more there are than a page should carry
 */
record ComparedUtterances(List<Row> rows, int left) {
  private static final int MOST_ROWS = 20_000;

  ComparedUtterances {
    rows = List.copyOf(rows);
  }

  /** What was asked of a model. */
  enum Task {
    TRANSCRIPTION,
    CLASSIFICATION
  }

  /**
   * What models heard or took an utterance for.
   *
   * @param errors edits of words; of a classification 1 if it is wrong
   * @param marks a number for so many right words, {@code ~word} for another word, {@code -} for a
   *     missed one, {@code +word} for one too many, {@code ?text} for what has no alignment
   */
  record Heard(long errors, List<Object> marks) {
    Heard {
      marks = List.copyOf(marks);
    }
  }

  /**
   * One utterance.
   *
   * @param slices what it has in common with others
   * @param testSet the digests of what the first run that heard it was evaluated on
   * @param reference what was said, or the true label
   * @param heard all that runs made of it, each once
   * @param byRun the index of what each run made of it; −1 if it was not measured on it
   */
  record Row(
      String id,
      Task task,
      double seconds,
      List<String> slices,
      List<Sha256> testSet,
      String reference,
      List<Heard> heard,
      List<Integer> byRun) {
    Row {
      slices = List.copyOf(slices);
      testSet = List.copyOf(testSet);
      heard = List.copyOf(heard);
      byRun = List.copyOf(byRun);
    }

    /** Whether any two runs made something else of it. */
    boolean isHeardDifferently() {
      return byRun.stream().filter(index -> index >= 0).distinct().count() > 1;
    }

    /** By how many errors the runs differ at most. */
    long spread() {
      long[] errors =
          byRun.stream()
              .filter(index -> index >= 0)
              .mapToLong(index -> heard.get(index).errors())
              .sorted()
              .toArray();
      return errors.length == 0 ? 0 : errors[errors.length - 1] - errors[0];
    }
  }

  private record Key(Task task, String id, String reference) {}

  private static final class Draft {
    private final EvaluatedUtterance utterance;
    private final List<Sha256> testSet;
    private final Map<Heard, Integer> heard = new LinkedHashMap<>();
    private final Integer[] byRun;

    Draft(EvaluatedUtterance utterance, List<Sha256> testSet, int runs) {
      this.utterance = utterance;
      this.testSet = testSet;
      this.byRun = new Integer[runs];
      Arrays.fill(byRun, -1);
    }

    void add(int run, Heard heardByRun) {
      byRun[run] = heard.computeIfAbsent(heardByRun, some -> heard.size());
    }

    Row row(Key key, boolean severalSets) {
      TreeSet<String> slices = new TreeSet<>();
      utterance.slices().forEach((kind, value) -> slices.add(kind + ": " + value));
      if (severalSets) {
        slices.add("set: " + utterance.set());
      }
      return new Row(
          key.id(),
          key.task(),
          utterance.seconds(),
          List.copyOf(slices),
          testSet,
          key.reference(),
          List.copyOf(heard.keySet()),
          List.of(byRun));
    }
  }

  static ComparedUtterances of(List<RunResults> runs) {
    Map<Key, Draft> drafts = new LinkedHashMap<>();
    for (int run = 0; run < runs.size(); run++) {
      List<EvaluatedUtterance> judged =
          runs.get(run).evaluation().map(some -> some.judged()).orElse(List.of());
      for (EvaluatedUtterance utterance : judged) {
        if (utterance.isTranscribed()) {
          add(
              drafts,
              Task.TRANSCRIPTION,
              utterance,
              utterance.reference(),
              transcribed(utterance),
              run,
              runs);
        }
        if (utterance.isClassified()) {
          add(
              drafts,
              Task.CLASSIFICATION,
              utterance,
              utterance.label(),
              classified(utterance),
              run,
              runs);
        }
      }
    }
    List<Row> rows = new ArrayList<>(drafts.size());
    boolean severalSets =
        drafts.values().stream().map(draft -> draft.utterance.set()).distinct().count() > 1;
    drafts.forEach((key, draft) -> rows.add(draft.row(key, severalSets)));
    rows.sort(Comparator.comparingLong(Row::spread).reversed().thenComparing(Row::id));
    int kept = Math.min(MOST_ROWS, rows.size());
    return new ComparedUtterances(rows.subList(0, kept), rows.size() - kept);
  }

  private static void add(
      Map<Key, Draft> drafts,
      Task task,
      EvaluatedUtterance utterance,
      String reference,
      Heard heard,
      int run,
      List<RunResults> runs) {
    drafts
        .computeIfAbsent(
            new Key(task, utterance.id(), reference),
            key -> new Draft(utterance, runs.get(run).testSet(), runs.size()))
        .add(run, heard);
  }

  private static Heard classified(EvaluatedUtterance utterance) {
    return utterance.label().equals(utterance.predicted())
        ? new Heard(0, List.of(1))
        : new Heard(1, List.of("~" + utterance.predicted()));
  }

  private static Heard transcribed(EvaluatedUtterance utterance) {
    if (utterance.alignment().isEmpty()) {
      return new Heard(
          utterance.errors(),
          utterance.errors() == 0
              ? List.of(utterance.words())
              : List.of("?" + utterance.hypothesis()));
    }
    List<Object> marks = new ArrayList<>();
    int matches = 0;
    for (EvaluatedUtterance.Edit edit : utterance.alignment()) {
      if (edit.kind().equals("match")) {
        matches++;
        continue;
      }
      if (matches > 0) {
        marks.add(matches);
        matches = 0;
      }
      marks.add(
          switch (edit.kind()) {
            case "substitution" -> "~" + edit.hypothesis();
            case "insertion" -> "+" + edit.hypothesis();
            default -> "-";
          });
    }
    if (matches > 0) {
      marks.add(matches);
    }
    return new Heard(utterance.errors(), marks);
  }
}
