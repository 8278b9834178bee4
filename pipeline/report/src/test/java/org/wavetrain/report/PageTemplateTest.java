package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wavetrain.definition.Source;
import org.wavetrain.report.Part.Column;
import org.wavetrain.report.ReportPage.Headline;
import org.wavetrain.report.ReportPage.Section;

class PageTemplateTest {
  /** Where the page of the made-up run is left, to be looked at. */
  private static final Path SAMPLE = Path.of("target", "sample-report.html");

  @Test
  void thePageHasEverySectionOnce() throws IOException {
    String html = written(SampleRun.page());
    Files.createDirectories(SAMPLE.getParent());
    Files.writeString(SAMPLE, html);
    for (String id :
        List.of(
            "results",
            "published",
            "stages",
            "curves",
            "confusion",
            "errors",
            "speakers",
            "data-ingest",
            "parameters",
            "provenance")) {
      assertThat(html).containsOnlyOnce("<section id=\"" + id + "\">");
    }
    assertThat(html).contains("12.34\u00a0%", "864 errors in 7,001 test words", "version 3");
  }

  @Test
  void thePageFetchesNothing() throws IOException {
    String html = written(SampleRun.page());
    assertThat(html).doesNotContain("sourceMappingURL");
    assertThat(Pattern.compile("<link|<img|<iframe|\\ssrc=|@import|url\\(").matcher(html).find())
        .isFalse();
  }

  @Test
  void textIsNeverMarkup() throws IOException {
    String hostile = "<script>alert('&')</script>";
    Part table = new Part.Table(hostile, List.of(Column.text(hostile)), List.of(List.of(hostile)));
    String html =
        written(
            new ReportPage(
                hostile,
                hostile,
                List.of(new Source(hostile, Path.of(hostile), hostile)),
                hostile,
                List.of(new Headline(hostile, hostile, hostile)),
                List.of(new Section("x", hostile, hostile, List.of(table)))));
    assertThat(html).doesNotContain("<script>alert");
    assertThat(html).contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;");
  }

  @Test
  void aLabelCannotEndTheScriptThatHoldsTheCurves() {
    ChartData data =
        new ChartData(
            "step",
            "loss",
            false,
            List.of(new ChartData.Curve("</script><b>", List.of(new ChartData.Point(1, 0.5)))));
    assertThat(data.toScriptJson())
        .isEqualTo(
            "{\"x\":\"step\",\"y\":\"loss\",\"percent\":false,\"curves\":[{\"label\":"
                + "\"\\u003c/script>\\u003cb>\",\"points\":[[1,0.5]]}]}");
  }

  private static String written(ReportPage page) throws IOException {
    StringWriter writer = new StringWriter();
    new PageTemplate().write(page, writer);
    return writer.toString();
  }
}
