package org.wavetrain.corpus;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.wavetrain.audio.DecodedAudio;

/**
 * One recording of a corpus, without its samples.
 *
 * @param id unique in the corpus; letters, digits, {@code -} and {@code _} only, since it names
 *     files
 * @param source the source of the pipeline file that it came from
 * @param speaker who speaks, unique over the sources
 * @param split what it may be used for
 * @param text what is said, normalised; empty when it is not known
 * @param sentence what tells equal sentences: the text, or else the layout's own name for what is
 *     said; empty when it is not known
 * @param label its class, for example an emotion; empty when it has none
 * @param attributes what else the corpus tells of it, sorted by name; {@link AttributeNames} has
 *     the names that several layouts give
 * @param samples length in samples at {@link #SAMPLE_RATE_HZ}
 * @param augmentation how it was made from another utterance; empty for an original
 */
public record Utterance(
    String id,
    String source,
    String speaker,
    Split split,
    Optional<String> text,
    Optional<String> sentence,
    Optional<String> label,
    Map<String, String> attributes,
    int samples,
    Optional<Augmentation> augmentation) {

  /** Sampling rate of every corpus: what wav2vec 2.0 takes. */
  public static final int SAMPLE_RATE_HZ = DecodedAudio.SAMPLE_RATE_HZ;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

  public Utterance {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("not an utterance id: " + id);
    }
    if (samples < 0) {
      throw new IllegalArgumentException("fewer samples than none: " + samples);
    }
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
  }

  /** An utterance without attributes whose sentence is its text. */
  public Utterance(
      String id,
      String source,
      String speaker,
      Split split,
      Optional<String> text,
      Optional<String> label,
      int samples,
      Optional<Augmentation> augmentation) {
    this(id, source, speaker, split, text, text, label, Map.of(), samples, augmentation);
  }

  /** Length in seconds. */
  public double seconds() {
    return samples / (double) SAMPLE_RATE_HZ;
  }
}
