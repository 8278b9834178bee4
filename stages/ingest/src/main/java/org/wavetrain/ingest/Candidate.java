package org.wavetrain.ingest;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.corpus.Split;

/**
 * A recording whose names and text are in order, before its audio is read.
 *
 * @param id as it will be in the corpus
 * @param source the source's name
 * @param path relative to the source's folder, for reports
 * @param file where it is
 * @param speaker as it will be in the corpus
 * @param text normalised
 * @param sentence what tells equal sentences, see {@link org.wavetrain.corpus.Utterance}
 * @param label its class
 * @param split what the corpus means it for, where it defines splits
 * @param attributes what else the corpus tells of it
 */
record Candidate(
    String id,
    String source,
    String path,
    Path file,
    String speaker,
    Optional<String> text,
    Optional<String> sentence,
    Optional<String> label,
    Optional<Split> split,
    Map<String, String> attributes) {}
