package org.wavetrain.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.report.ReportPage.Headline;

/** Writes the data report of one corpus as a page of its own. */
public final class DataReportWriter {
  /**
   * Writes the page, replacing the file if it is there.
   *
   * @param title what the corpus is called
   * @param subtitle where it comes from
   * @param champion the corpus of the model in service
   * @throws IOException when the file cannot be written
   */
  public void write(
      String title, String subtitle, CorpusFigures corpus, CorpusInService champion, Path file)
      throws IOException {
    ReportPage page =
        new ReportPage(
            title,
            subtitle,
            List.of(),
            "",
            headlines(corpus),
            new DataSections("corpus", corpus, champion).all());
    PageFile.write(file.toAbsolutePath(), writer -> new PageTemplate().write(page, writer));
  }

  private static List<Headline> headlines(CorpusFigures corpus) {
    List<Headline> headlines = new ArrayList<>();
    corpus
        .node()
        .path("splits")
        .properties()
        .forEach(
            split ->
                headlines.add(
                    new Headline(
                        split.getKey(),
                        Wording.count(
                            split.getValue().path("utterances").longValue(),
                            "recording",
                            "recordings"),
                        "%s h, %s"
                            .formatted(
                                Wording.figure(
                                    split.getValue().path("seconds").doubleValue() / 3600),
                                Wording.count(
                                    split.getValue().path("speakers").longValue(),
                                    "speaker",
                                    "speakers")))));
    headlines.add(
        new Headline(
            "Set aside",
            Wording.count(corpus.node().path("rejects").size()),
            "recordings with something wrong"));
    return headlines;
  }
}
