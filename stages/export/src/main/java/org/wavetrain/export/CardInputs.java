package org.wavetrain.export;

import java.util.List;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.wav2vec2.format.ModelFolder;

/**
 * What a model card is made of.
 *
 * @param transcriber the model that transcribes
 * @param classifier the model that classifies
 * @param trained the transcriber's checkpoint
 * @param trainedClassifier the classifier's checkpoint
 * @param corpus that they were trained and tested on
 * @param furtherCorpora what else there was to train on; what no model was trained on is left out
 * @param start what the transcriber was trained from; left out where it is another
 * @param evaluation what measured them
 * @param language of the speech, as ISO 639 has it; empty if nobody said
 * @param licence of the models, in Hugging Face's words; empty if nobody said
 */
record CardInputs(
    ModelFolder transcriber,
    Optional<ModelFolder> classifier,
    ArtifactReader trained,
    Optional<ArtifactReader> trainedClassifier,
    ArtifactReader corpus,
    List<ArtifactReader> furtherCorpora,
    Optional<ArtifactReader> start,
    Optional<ArtifactReader> evaluation,
    String language,
    String licence) {}
