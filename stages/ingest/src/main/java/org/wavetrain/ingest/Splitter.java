package org.wavetrain.ingest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;

/**
 * Divides all sources. A source that defines its splits keeps them, see {@link CorpusSplits}; of
 * the others no speaker and no sentence of one split is in another split of any source.
 *
 * <p>Speakers are drawn first, source by source. Sentences are drawn over all sources, since equal
 * ones may be in several: one that a source with splits of its own has goes where it is there; one
 * that only speakers of one split say stays there; one that speakers of several splits say is drawn
 * for one of them, and the others' recordings of it are set aside.
 *
 * <p>A source without texts that has fewer than three different sentences, such as RAVDESS with its
 * two statements, is divided by speaker alone, and the plan says so.
 */
final class Splitter {
  /** There are as many splits. */
  private static final int FEWEST = Split.values().length;

  /** Where a sentence belongs that is in several: a test is worth nothing once it is known. */
  private static final List<Split> STRONGEST = List.of(Split.TEST, Split.VALIDATION, Split.TRAIN);

  private final SplitSettings settings;
  private final SplitShares shares;

  Splitter(SplitSettings settings) {
    this.settings = settings;
    this.shares = new SplitShares(settings);
  }

  /**
   * @param candidates of all sources
   * @throws UserFailure {@code INGEST_TOO_FEW_SPEAKERS}
   */
  SplitPlan plan(List<Candidate> candidates) {
    Map<String, List<Candidate>> sources =
        candidates.stream().collect(groupingBy(Candidate::source, TreeMap::new, toList()));
    SplitPlanBuilder plan = new SplitPlanBuilder();
    Map<String, List<Candidate>> undivided = new TreeMap<>();
    sources.forEach(
        (source, own) -> {
          if (settings.asTheCorpusSays() && CorpusSplits.areDefined(own)) {
            plan.addDefined(source, own, new CorpusSplits(settings).divide(source, own));
          } else {
            undivided.put(source, own);
          }
        });
    divide(undivided, plan);
    return plan.build();
  }

  private void divide(Map<String, List<Candidate>> sources, SplitPlanBuilder plan) {
    Map<String, Split> speakers = new HashMap<>();
    Map<String, String> units = new HashMap<>();
    sources.forEach(
        (source, own) -> {
          speakers.putAll(speakers(source, own));
          boolean apart = canKeepSentencesApart(own);
          own.forEach(candidate -> units.put(candidate.id(), unit(candidate, apart)));
        });
    List<Candidate> all = sources.values().stream().flatMap(List::stream).toList();
    Map<String, Split> unitSplits = unitSplits(all, units, speakers, plan.placedContents());
    sources.forEach(
        (source, own) -> {
          Map<String, Split> intended = new HashMap<>();
          Map<String, Split> placed = new HashMap<>();
          for (Candidate candidate : own) {
            Split ofUnit = unitSplits.get(units.get(candidate.id()));
            Split ofSpeaker = speakers.getOrDefault(candidate.speaker(), ofUnit);
            intended.put(candidate.id(), ofSpeaker);
            if (ofSpeaker == ofUnit) {
              placed.put(candidate.id(), ofUnit);
            }
          }
          plan.addDrawn(source, own, intended, placed, canKeepSentencesApart(own));
        });
  }

  /** Empty when the source has too few speakers to keep them apart, and that is allowed. */
  private Map<String, Split> speakers(String source, List<Candidate> own) {
    Set<String> names = own.stream().map(Candidate::speaker).collect(toCollection(TreeSet::new));
    if (names.size() >= FEWEST) {
      return shares.draw(names, EnumSet.allOf(Split.class), "speakers of " + source);
    }
    if (!settings.allowSpeakerOverlap()) {
      throw new UserFailure(
          IngestError.INGEST_TOO_FEW_SPEAKERS,
          "Source %s has speakers %s: too few to keep those of training, validation and test apart."
              .formatted(source, names),
          "Add speakers, or name them: in a manifest by the column speaker, in ljspeech's layout by"
              + " the part of an id before its dash, in unlabelled by the folder at the top. Or set"
              + " ingest.allow_speaker_overlap to true and read the figures as those of known"
              + " speakers.");
    }
    return Map.of();
  }

  private static boolean canKeepSentencesApart(List<Candidate> own) {
    return own.stream().anyMatch(candidate -> candidate.text().isPresent())
        || own.stream().flatMap(candidate -> candidate.sentence().stream()).distinct().count()
            >= FEWEST;
  }

  /** What must not be in two splits: a sentence, or else the recording. */
  private static String unit(Candidate candidate, boolean apart) {
    return apart ? candidate.sentence().orElse(candidate.id()) : candidate.id();
  }

  /**
   * Units are drawn together that the same splits compete for. A unit of speakers that are of no
   * split alone may go anywhere.
   */
  private Map<String, Split> unitSplits(
      List<Candidate> candidates,
      Map<String, String> units,
      Map<String, Split> speakers,
      SplitContents defined) {
    Map<String, Split> splits = new HashMap<>();
    Map<String, EnumSet<Split>> competitors = new TreeMap<>();
    for (Candidate candidate : candidates) {
      String unit = units.get(candidate.id());
      STRONGEST.stream()
          .filter(split -> defined.says(split, unit))
          .findFirst()
          .ifPresent(split -> splits.put(unit, split));
      if (!splits.containsKey(unit)) {
        EnumSet<Split> ofUnit =
            competitors.computeIfAbsent(unit, any -> EnumSet.noneOf(Split.class));
        if (speakers.containsKey(candidate.speaker())) {
          ofUnit.add(speakers.get(candidate.speaker()));
        }
      }
    }
    Map<EnumSet<Split>, List<String>> groups =
        competitors.keySet().stream().collect(groupingBy(competitors::get));
    groups.forEach(
        (possible, group) ->
            splits.putAll(
                shares.draw(
                    group,
                    possible.isEmpty() ? EnumSet.allOf(Split.class) : possible,
                    "sentences of " + possible)));
    return splits;
  }
}
