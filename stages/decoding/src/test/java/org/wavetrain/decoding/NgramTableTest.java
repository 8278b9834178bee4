package org.wavetrain.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NgramTableTest {
  @Test
  void whatIsPutIsFoundHoweverMuchTheTableGrows() {
    NgramTable table = new NgramTable(1);
    for (int word = 0; word < 5000; word++) {
      table.put(hash(word, word + 1), -word, word / 2f);
    }

    assertThat(table.size()).isEqualTo(5000);
    for (int word = 0; word < 5000; word++) {
      int slot = table.find(hash(word, word + 1));
      assertThat(table.probability(slot)).isEqualTo(-word);
      assertThat(table.backoff(slot)).isEqualTo(word / 2f);
    }
    assertThat(table.find(hash(1, 1))).isEqualTo(NgramTable.ABSENT);
  }

  @Test
  void theOrderOfWordsMatters() {
    assertThat(hash(1, 2)).isNotEqualTo(hash(2, 1)).isNotEqualTo(hash(1, 2, 0));
  }

  private static long hash(int... words) {
    return NgramTable.hash(words, 0, words.length);
  }
}
