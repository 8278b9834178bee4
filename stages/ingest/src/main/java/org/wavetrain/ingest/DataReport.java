package org.wavetrain.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.audio.AudioMeasurements;
import org.wavetrain.corpus.CorpusSummary;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.SplitSummary;
import org.wavetrain.corpus.Utterance;

/** Collects what {@code data_report.json} tells of the recordings; see docs/artifacts.md. */
final class DataReport {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final List<Double> seconds = new ArrayList<>();
  private final List<Double> peakDbfs = new ArrayList<>();
  private final List<Double> loudnessDbfs = new ArrayList<>();
  private final List<Double> clippedShare = new ArrayList<>();
  private final List<Double> silenceShare = new ArrayList<>();
  private final List<Double> leadingSilenceSeconds = new ArrayList<>();
  private final List<Double> trailingSilenceSeconds = new ArrayList<>();
  private final List<Double> signalToNoiseDb = new ArrayList<>();
  private final List<Double> charactersPerSecond = new ArrayList<>();
  private final Map<String, Integer> sampleRates = new TreeMap<>();
  private final Map<String, Integer> codecs = new TreeMap<>();
  private final Map<String, Integer> channels = new TreeMap<>();
  private final LabelAlphabet alphabet = new LabelAlphabet();
  private final Map<String, Integer> labels = new TreeMap<>();
  private final Map<String, Map<String, Count>> speakers = new TreeMap<>();
  private final SplitContents contents = new SplitContents();
  private final NearDuplicates nearDuplicates = new NearDuplicates();
  private int withClipping;

  void add(Utterance utterance, CheckedRecording recording) {
    AudioMeasurements measured = recording.measurements();
    seconds.add(measured.seconds());
    peakDbfs.add(measured.peakDbfs());
    loudnessDbfs.add(measured.loudnessDbfs());
    clippedShare.add(measured.clippedShare());
    silenceShare.add(measured.silenceShare());
    leadingSilenceSeconds.add(measured.leadingSilenceSeconds());
    trailingSilenceSeconds.add(measured.trailingSilenceSeconds());
    signalToNoiseDb.add(measured.signalToNoiseDb());
    withClipping += measured.clippedShare() > 0 ? 1 : 0;
    count(sampleRates, Integer.toString(recording.audio().sourceSampleRateHz()));
    count(codecs, recording.audio().codec());
    count(channels, Integer.toString(recording.audio().sourceChannels()));
    utterance.label().ifPresent(label -> count(labels, label));
    utterance.text().ifPresent(text -> addText(utterance, text));
    contents.add(utterance.split(), utterance.speaker(), utterance.sentence());
    nearDuplicates.add(utterance, recording.fingerprint());
    speakers
        .computeIfAbsent(utterance.speaker(), speaker -> new TreeMap<>())
        .merge(utterance.split().label(), new Count(1, measured.seconds()), Count::plus);
  }

  private void addText(Utterance utterance, String text) {
    charactersPerSecond.add(text.codePointCount(0, text.length()) / utterance.seconds());
    alphabet.add(utterance.split(), text);
  }

  /** Compares all recordings that were added. */
  NearDuplicates.Found nearDuplicates() {
    return nearDuplicates.find();
  }

  LabelAlphabet alphabet() {
    return alphabet;
  }

  private static void count(Map<String, Integer> counts, String key) {
    counts.merge(key, 1, Integer::sum);
  }

  byte[] toJson(
      CorpusSummary summary,
      SplitPlan plan,
      NearDuplicates.Found duplicates,
      Map<String, Integer> otherCharacters,
      Map<String, Integer> leftOut,
      List<Rejects.Reject> rejects)
      throws JsonProcessingException {
    Map<String, Object> root = new LinkedHashMap<>();
    Map<String, SplitSummary> splits = new LinkedHashMap<>();
    for (Split split : Split.values()) {
      splits.put(split.label(), summary.split(split));
    }
    root.put("near_duplicates", duplicates.figures());
    root.put("near_duplicate_groups", duplicates.written());
    root.put("sources", summary.sources());
    root.put("splits", splits);
    root.put("seconds", Distribution.withSum(seconds));
    root.put("characters_per_second", Distribution.of(charactersPerSecond));
    root.put("peak_dbfs", Distribution.of(peakDbfs));
    root.put("loudness_dbfs", Distribution.of(loudnessDbfs));
    root.put("clipped_share", Distribution.of(clippedShare));
    root.put("recordings_with_clipping", withClipping);
    root.put("silence_share", Distribution.of(silenceShare));
    root.put("leading_silence_seconds", Distribution.withSum(leadingSilenceSeconds));
    root.put("trailing_silence_seconds", Distribution.withSum(trailingSilenceSeconds));
    root.put("signal_to_noise_db", Distribution.of(signalToNoiseDb));
    root.put("sample_rates_hz", sampleRates);
    root.put("codecs", codecs);
    root.put("channels", channels);
    root.put("characters", alphabet.counts());
    root.put("characters_not_in_training", alphabet.notInTraining());
    root.put("texts_with_other_characters", otherCharacters);
    root.put("labels", labels);
    root.put("speakers", speakerRows());
    root.put("divisions", plan.divisions());
    Map<String, SplitContents.Overlap> overlaps = new TreeMap<>();
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      overlaps.put(split.label(), overlap(split));
    }
    root.put("overlap_with_training", overlaps);
    root.put("overlaps", overlaps(plan.intended()));
    root.put("ranked_values", rankedValues());
    root.put("left_out", leftOut);
    root.put("rejects_by_reason", new TreeMap<>(summary.rejects()));
    root.put("rejects", rejects);
    return JSON.writeValueAsBytes(root);
  }

  private Map<String, RankedValues> rankedValues() {
    Map<String, RankedValues> ranked = new LinkedHashMap<>();
    ranked.put("seconds", RankedValues.of(seconds));
    ranked.put("loudness_dbfs", RankedValues.of(loudnessDbfs));
    ranked.put("signal_to_noise_db", RankedValues.of(signalToNoiseDb));
    ranked.put("characters_per_second", RankedValues.of(charactersPerSecond));
    return ranked;
  }

  private List<SpeakerRow> speakerRows() {
    List<SpeakerRow> rows = new ArrayList<>();
    speakers.forEach(
        (speaker, splits) ->
            splits.forEach(
                (split, count) ->
                    rows.add(new SpeakerRow(speaker, split, count.utterances(), count.seconds()))));
    return rows;
  }

  /** What a split has in common with training. */
  SplitContents.Overlap overlap(Split split) {
    return contents.overlap(Split.TRAIN, split);
  }

  private List<OverlapRow> overlaps(SplitContents intended) {
    List<OverlapRow> rows = new ArrayList<>();
    for (Split one : Split.values()) {
      for (Split other : Split.values()) {
        if (one.compareTo(other) < 0) {
          rows.add(
              new OverlapRow(
                  List.of(one.label(), other.label()),
                  intended.overlap(one, other),
                  contents.overlap(one, other),
                  contents.sharedSpeakers(one, other),
                  contents.sharedSentences(one, other)));
        }
      }
    }
    return rows;
  }

  /**
   * What two splits had in common before recordings were set aside, and have now, with examples.
   */
  record OverlapRow(
      List<String> splits,
      SplitContents.Overlap before,
      SplitContents.Overlap after,
      List<String> sharedSpeakers,
      List<String> sharedSentences) {}

  /** One speaker's share of a split, as it is written. */
  record SpeakerRow(String speaker, String split, int utterances, double seconds) {}

  /** One speaker's share of a split. */
  record Count(int utterances, double seconds) {
    Count plus(Count other) {
      return new Count(utterances + other.utterances, seconds + other.seconds);
    }
  }
}
