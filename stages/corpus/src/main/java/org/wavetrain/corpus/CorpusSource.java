package org.wavetrain.corpus;

import java.util.List;

/**
 * A folder of recordings that went into a corpus.
 *
 * @param name in the pipeline file; its utterances begin with it
 * @param layout how the folder is arranged
 * @param speakerUnit what the names of its speakers stand for
 * @param dividedBy who says what is in which split
 * @param drawnFromTraining splits that it lacks, drawn from its training speakers, by {@link
 *     Split#label}
 * @param licence what its folder states
 * @param synthesis how its speech was made, in the words of its folder; empty where it does not say
 *     that nobody spoke it
 */
public record CorpusSource(
    String name,
    String layout,
    SpeakerUnit speakerUnit,
    DividedBy dividedBy,
    List<String> drawnFromTraining,
    StatedLicence licence,
    String synthesis) {
  public CorpusSource {
    drawnFromTraining = List.copyOf(drawnFromTraining);
    // Corpora that were made before licences were looked for tell of none.
    licence = licence == null ? StatedLicence.NONE : licence;
    // Nor of how speech was made.
    synthesis = synthesis == null ? "" : synthesis;
  }

  /** Whether its speech is a machine's. */
  public boolean synthetic() {
    return !synthesis.isEmpty();
  }
}
