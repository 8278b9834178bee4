package org.wavetrain.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.report.comparison.SampleResults.damaged;
import static org.wavetrain.report.comparison.SampleResults.evaluated;
import static org.wavetrain.report.comparison.SampleResults.transcribed;
import static org.wavetrain.report.comparison.SampleResults.unfinished;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.evaluation.EvaluationArtifact.Slice;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.Tracking;

class ComparisonWriterTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/octet-stream\" id=\"data\">([^<]+)</script>");

  @TempDir private static Path home;
  private static EmbeddedServers servers;
  private static Tracking tracking;

  @BeforeAll
  static void start() {
    servers = EmbeddedServers.start(home, Map.of());
    tracking = Tracking.connect(URI.create(servers.environment().get("MLFLOW_TRACKING_URI")));
  }

  @AfterAll
  static void stop() {
    tracking.close();
    servers.close();
  }

  private static String page(Recordings recordings, RunResults... runs) throws IOException {
    List<RunResults> all = List.of(runs);
    List<Map<String, String>> parameters = new ArrayList<>();
    all.forEach(run -> parameters.add(Map.of("finetune.steps", run.run().name())));
    return new ComparisonWriter(tracking, recordings, 1000)
        .html(
            new Comparison(
                all,
                0,
                new DifferingParameters(List.of("finetune.steps"), parameters),
                RunDifferences.of(all.get(0), all)),
            List.of(new PublishedResult("wer", 0.1, "<test>", "a paper")),
            Instant.EPOCH);
  }

  private static JsonNode data(String page) throws IOException {
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    try (GZIPInputStream json =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(data.group(1))))) {
      return new JsonMapper().readTree(json);
    }
  }

  @Test
  void figuresThatAreNoNumbersAreLeftOut() throws IOException {
    Map<String, Double> metrics = new HashMap<>();
    metrics.put("wer", Double.NaN);
    metrics.put("wer_layer_02", Double.NaN);
    metrics.put("compute_layer_02", Double.POSITIVE_INFINITY);
    metrics.put("wer_layer_04", 0.25);
    metrics.put("compute_layer_04", 1.0);
    metrics.put("wer_layer_0.4.2", 0.5);
    metrics.put("wer_entropy_0.5", 0.5);
    metrics.put("accuracy", null);
    List<Slice> slices =
        List.of(
            new Slice("test", "sex", "f", 1, 0, 0.5, 0.4, null, 0.1, null),
            new Slice("test", "sex", "m", 1, 0, Double.NaN, 0.4, 0.6, 0.1, null));
    List<EvaluatedUtterance> heard = List.of(transcribed("u1", "a b c", 2));
    String page =
        page(
            Recordings.NONE,
            evaluated("A", "corpus", heard, metrics, slices),
            evaluated("B", "corpus", heard));
    JsonNode exits = data(page).get("exits");
    assertThat(exits).hasSize(1);
    assertThat(exits.at("/0/points").toString()).isEqualTo("[[100,0.25,\"layer 4\"]]");
    assertThat(page).doesNotContain("NaN\u00a0%", "Infinity\u00a0%");
  }

  @Test
  void whatCannotBeReadOfARunIsSaidInThePage() throws IOException {
    String page = page(Recordings.NONE, evaluated("A", "corpus", List.of()), damaged("B"));
    assertThat(page).contains("B: It cannot be read.");
  }

  @Test
  void thePageHoldsWhatItsScriptShows() throws IOException {
    String page =
        page(
            Recordings.NONE,
            evaluated("A", "corpus", List.of(transcribed("u1", "a <b> c", 2))),
            evaluated("B", "corpus", List.of(transcribed("u1", "a <b> c", 0))));

    assertThat(page)
        .contains(
            "Too few utterances to tell B from A: WER",
            "2 runs, compared with A. Written 1 January 1970")
        .contains("&lt;test&gt;, a paper")
        .contains("media-src data:")
        .doesNotContain("<test>", "a <b> c", "http://", "src=\"http");
    JsonNode data = data(page);
    assertThat(data.at("/runs").toString()).isEqualTo("[\"A\",\"B\"]");
    assertThat(data.at("/slices").toString()).isEqualTo("[\"sex: female\"]");
    assertThat(data.at("/utterances").toString())
        .isEqualTo("[[\"u1\",0,1.5,[0],\"a <b> c\",[[2,\"?…\"],[0,10]],[0,1],-1]]");
  }

  @Test
  void runsWithNamesOfMarkupAreTexts() throws IOException {
    String name = "</script><b onclick=\"x\">";

    assertThat(
            page(
                Recordings.NONE,
                evaluated(name, "corpus", List.of()),
                unfinished("B", RunStatus.FAILED)))
        .doesNotContain(name)
        .contains("&lt;/script&gt;&lt;b onclick=&quot;x&quot;&gt;", ">failed<");
  }

  @Test
  void manyRunsAreRows() throws IOException {
    RunResults[] runs = new RunResults[7];
    for (int run = 0; run < runs.length; run++) {
      runs[run] = evaluated("run-" + run, "corpus", List.of(transcribed("u1", "x", run)));
    }

    assertThat(page(Recordings.NONE, runs))
        .contains("<th scope=\"row\"><span class=\"run run-6\">run-6</span>")
        .contains("<th scope=\"col\">finetune.steps</th>")
        .contains("Of 6 comparisons with 95 % intervals, about 1 would tell");
  }

  @Test
  void aRunAloneAndOneWithoutAnEvaluationHaveAPage() throws IOException {
    assertThat(page(Recordings.NONE, unfinished("A", RunStatus.RUNNING)))
        .contains("No run has been evaluated yet.", ">running<")
        .doesNotContain("id=\"verdict\"", "id=\"utterances\"");
  }
}
