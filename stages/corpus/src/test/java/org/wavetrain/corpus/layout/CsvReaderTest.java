package org.wavetrain.corpus.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class CsvReaderTest {
  @Test
  void fieldsAreDividedByCommas() throws IOException {
    CsvReader reader = reader("a,b,\r\n\n,\n");

    assertThat(reader.next()).isTrue();
    assertThat(reader.fields()).containsExactly("a", "b", "");
    assertThat(reader.next()).isTrue();
    assertThat(reader.line()).isEqualTo(3);
    assertThat(reader.fields()).containsExactly("", "");
    assertThat(reader.next()).isFalse();
  }

  @Test
  void quotesHoldCommasQuotesAndLineEnds() throws IOException {
    CsvReader reader = reader("\"a,\"\"b\"\"\",\"two\nlines\",\"\"\nnext");

    assertThat(reader.next()).isTrue();
    assertThat(reader.fields()).isEqualTo(List.of("a,\"b\"", "two\nlines", ""));
    assertThat(reader.next()).isTrue();
    assertThat(reader.line()).isEqualTo(3);
    assertThat(reader.fields()).containsExactly("next");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a table whose quotes are wrong or never closed",
      outcome = "the row is set aside, the next one is read")
  void wrongQuotesAreNamedAndTheNextRowIsRead() throws IOException {
    CsvReader reader = reader("a\"b,c\n\"a\"b\nfine\n\"never closed\n");

    assertThat(reader.next()).isTrue();
    assertThat(reader.problem().orElseThrow()).contains("a quote within a field");
    assertThat(reader.next()).isTrue();
    assertThat(reader.problem().orElseThrow()).contains("behind a closing quote");
    assertThat(reader.next()).isTrue();
    assertThat(reader.problem()).isEmpty();
    assertThat(reader.next()).isTrue();
    assertThat(reader.problem().orElseThrow()).contains("does not end");
    assertThat(reader.next()).isFalse();
  }

  private static CsvReader reader(String text) {
    return new CsvReader(new BufferedReader(new StringReader(text)));
  }
}
