package org.wavetrain.evaluate;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.Split;

/**
 * Utterances whose figures are taken together.
 *
 * @param name in files
 * @param prefix of its figures in {@code metrics.json}
 * @param splits whose utterances it has
 */
record Group(String name, String prefix, Set<Split> splits) {
  static final String PARAMETER = "splits";

  private static final String HELD_OUT = "held_out";
  private static final String AUTO = "auto";
  private static final String ALL = "all";

  /** What the parameter may say. */
  static final List<String> CHOICES = List.of(HELD_OUT, "test", "validation", "train", ALL, AUTO);

  Group {
    splits = Set.copyOf(splits);
  }

  /**
   * The groups that a parameter asks for; by the first one a model is judged.
   *
   * @param choice one of {@link #CHOICES}
   */
  static List<Group> of(String choice, CorpusSummary corpus) {
    return switch (choice) {
      case HELD_OUT ->
          List.of(single(Split.TEST, ""), single(Split.VALIDATION, Split.VALIDATION.label() + "_"));
      case ALL -> List.of(all());
      case AUTO ->
          List.of(corpus.split(Split.TEST).transcribed() > 0 ? single(Split.TEST, "") : all());
      default -> List.of(single(Split.ofLabel(choice), ""));
    };
  }

  private static Group single(Split split, String prefix) {
    return new Group(split.label(), prefix, EnumSet.of(split));
  }

  private static Group all() {
    return new Group(ALL, "", EnumSet.allOf(Split.class));
  }

  /** In words. */
  String described() {
    return splits.size() == 1 ? "the " + name + " split" : "all splits";
  }
}
