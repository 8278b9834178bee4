package org.wavetrain.report;

import java.util.List;
import org.wavetrain.definition.Source;

/**
 * What the page shows, as text that is ready to print but not yet escaped.
 *
 * @param folders of the user that the run read
 * @param caveat a sentence under the title; may be empty
 */
record ReportPage(
    String title,
    String subtitle,
    List<Source> folders,
    String caveat,
    List<Headline> headlines,
    List<Section> sections) {
  ReportPage {
    folders = List.copyOf(folders);
    headlines = List.copyOf(headlines);
    sections = List.copyOf(sections);
  }

  /** One figure in large type. */
  record Headline(String label, String value, String note) {}

  /**
   * A part of the page with a heading.
   *
   * @param id its anchor
   * @param note a sentence under the heading; may be empty
   */
  record Section(String id, String title, String note, List<Part> parts) {
    Section {
      parts = List.copyOf(parts);
    }
  }
}
