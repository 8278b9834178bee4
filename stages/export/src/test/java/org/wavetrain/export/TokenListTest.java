package org.wavetrain.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.wav2vec2.text.Vocabulary;

class TokenListTest {
  @TempDir Path directory;

  /** sherpa-onnx reads a symbol and a number in turn, between white space: symbol-table.cc. */
  @Test
  void everyTokenHasALineInOrderAndNoneIsWhiteSpace() throws IOException {
    Path file = directory.resolve("vocab.json");
    Files.writeString(file, "{\"[PAD]\": 3, \"[UNK]\": 2, \"|\": 1, \"é\": 0}");
    assertThat(TokenList.of(Vocabulary.fromJson(file)))
        .isEqualTo("é 0\n\u2581 1\n[UNK] 2\n<blk> 3\n");
  }

  @Test
  void theSpaceIsNamedByTheTokenizer() throws IOException {
    Path file = directory.resolve("vocab.json");
    Files.writeString(file, "{\"<pad>\": 0, \"_\": 1, \"|\": 2}");
    Files.writeString(
        directory.resolve("tokenizer_config.json"), "{\"word_delimiter_token\": \"_\"}");
    assertThat(TokenList.of(Vocabulary.fromJson(file))).isEqualTo("<blk> 0\n\u2581 1\n| 2\n");
  }
}
