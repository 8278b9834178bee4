package org.wavetrain.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The document that has the table of faults, between two marks. */
record FaultDocument(Path file) {
  private static final String BEGIN = "<!-- faults -->";
  private static final String END = "<!-- end of faults -->";

  /** What is to be mended for the document to have these lines. */
  List<String> differences(List<String> table) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> written = lines.subList(lines.indexOf(BEGIN) + 1, lines.indexOf(END));
    List<String> differences = new ArrayList<>();
    table.stream()
        .filter(line -> !written.contains(line))
        .forEach(line -> differences.add("MISSING in " + file.getFileName() + ": " + line));
    written.stream()
        .filter(line -> !table.contains(line))
        .forEach(line -> differences.add("NOT TRIED, but in " + file.getFileName() + ": " + line));
    return differences;
  }

  /** Puts these lines in place of those that are there. */
  void write(List<String> table) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> written = new ArrayList<>(lines.subList(0, lines.indexOf(BEGIN) + 1));
    written.addAll(table);
    written.addAll(lines.subList(lines.indexOf(END), lines.size()));
    Files.write(file, written);
  }
}
