package org.wavetrain.evaluate;

import java.util.HashSet;
import java.util.Set;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;

/** Counts what the test split has in common with the training split: nothing, if all is well. */
final class Separation {
  private final Set<String> trainingSpeakers = new HashSet<>();
  private final Set<String> testSpeakers = new HashSet<>();
  private final Set<String> trainingSentences = new HashSet<>();
  private final Set<String> testSentences = new HashSet<>();

  void add(Utterance utterance) {
    if (utterance.split() == Split.TRAIN) {
      trainingSpeakers.add(utterance.speaker());
      utterance.sentence().ifPresent(trainingSentences::add);
    } else if (utterance.split() == Split.TEST) {
      testSpeakers.add(utterance.speaker());
      utterance.sentence().ifPresent(testSentences::add);
    }
  }

  long trainingSpeakers() {
    return trainingSpeakers.size();
  }

  long testSpeakers() {
    return testSpeakers.size();
  }

  long sharedSpeakers() {
    return testSpeakers.stream().filter(trainingSpeakers::contains).count();
  }

  long trainingSentences() {
    return trainingSentences.size();
  }

  long testSentences() {
    return testSentences.size();
  }

  long sharedSentences() {
    return testSentences.stream().filter(trainingSentences::contains).count();
  }
}
