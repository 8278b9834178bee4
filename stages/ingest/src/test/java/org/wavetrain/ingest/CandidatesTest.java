package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.definition.Parameters;
import org.wavetrain.stage.SourceFolder;

class CandidatesTest {
  @TempDir Path directory;
  private final Rejects rejects = new Rejects(1);
  private final Candidates candidates =
      new Candidates(normaliser(), new OtherCharacters(1), rejects);

  @Test
  void plainNamesAreKept() throws IOException {
    Candidate candidate = list("commands", "SP01-0001").get(0);

    assertThat(candidate.id()).isEqualTo("commands-SP01-0001");
    assertThat(candidate.speaker()).isEqualTo("commands-SP01");
    assertThat(candidate.sentence()).isEqualTo(candidate.text()).contains("hello");
  }

  @Test
  void namesOfOtherAlphabetsStayApart() throws IOException {
    List<Candidate> all =
        list("a", "M\u00fcller-1", "M\u00f6ller-1", "\u043f\u0440\u0438-1", "\u043f\u0440\u0435-1");

    assertThat(all).extracting(Candidate::id).doesNotHaveDuplicates().hasSize(4);
    assertThat(all).extracting(Candidate::speaker).doesNotHaveDuplicates();
    assertThat(rejects.all()).isEmpty();
  }

  @Test
  void namesThatDifferAtTheirEndsAloneStayApart() throws IOException {
    String stem = "x".repeat(200);

    assertThat(list("a", stem + "-1", stem + "-2"))
        .extracting(Candidate::id)
        .doesNotHaveDuplicates()
        .hasSize(2)
        .allMatch(id -> id.length() <= 120);
  }

  @Test
  void sourcesWhoseNamesHaveDashesStayApart() throws IOException {
    List<Candidate> all = new ArrayList<>(list("a", "b-c-1"));
    all.addAll(list("a-b", "c-1"));

    assertThat(all).extracting(Candidate::id).doesNotHaveDuplicates().hasSize(2);
    assertThat(all).extracting(Candidate::speaker).doesNotHaveDuplicates();
  }

  @Test
  void anIdThatComesTwiceIsSetAside() throws IOException {
    assertThat(list("a", "b-1", "b-1")).hasSize(1);
    assertThat(rejects.counts()).isEqualTo(Map.of("ID_TWICE", 1));
  }

  private List<Candidate> list(String source, String... ids) throws IOException {
    Path folder = directory.resolve(source);
    Files.createDirectories(folder.resolve("wavs"));
    Files.writeString(folder.resolve("metadata.csv"), String.join("|hello\n", ids) + "|hello\n");
    return candidates.of(new SourceFolder(source, folder, "ljspeech"));
  }

  private static TextNormaliser normaliser() {
    Map<String, Object> values = new HashMap<>();
    new IngestStage()
        .descriptor()
        .parameters()
        .forEach(parameter -> values.put(parameter.name(), parameter.fallback().orElseThrow()));
    return new TextNormaliser(new Parameters(values));
  }
}
