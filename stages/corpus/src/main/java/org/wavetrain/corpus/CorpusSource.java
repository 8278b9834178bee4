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
 */
public record CorpusSource(
    String name,
    String layout,
    SpeakerUnit speakerUnit,
    DividedBy dividedBy,
    List<String> drawnFromTraining,
    StatedLicence licence) {
  public CorpusSource {
    drawnFromTraining = List.copyOf(drawnFromTraining);
    // Corpora that were made before licences were looked for tell of none.
    licence = licence == null ? StatedLicence.NONE : licence;
  }
}
