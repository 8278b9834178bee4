package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.corpus.AttributeNames;
import org.wavetrain.corpus.Split;

/**
 * Mozilla Common Voice (Ardila et al., 2020, https://commonvoice.mozilla.org): {@code train.tsv},
 * {@code dev.tsv} and {@code test.tsv}, or else {@code validated.tsv}, with a heading and columns
 * such as {@code client_id}, {@code path}, {@code sentence}, {@code age} and {@code gender}, and
 * recordings in {@code clips}. Fields are not quoted. Where there are splits, validated.tsv is not
 * read: what is in it alone repeats sentences of the splits.
 */
final class CommonVoiceLayout implements CorpusLayout {
  private static final String CLIPS = "clips";
  private static final String WITHOUT_SPLITS = "validated";
  private static final String SPEAKER = "client_id";
  private static final String PATH = "path";
  private static final String SENTENCE = "sentence";

  private static final Map<String, Split> SPLITS = splits();

  /** Columns that are kept as attributes of the same name. */
  private static final List<String> ATTRIBUTES = List.of("age", "accents", "accent", "locale");

  private static Map<String, Split> splits() {
    Map<String, Split> splits = new LinkedHashMap<>();
    splits.put("train", Split.TRAIN);
    splits.put("dev", Split.VALIDATION);
    splits.put("test", Split.TEST);
    return splits;
  }

  @Override
  public String name() {
    return "commonvoice";
  }

  @Override
  public String description() {
    return "train.tsv, dev.tsv and test.tsv, or validated.tsv, and clips/common_voice_en_1.mp3";
  }

  @Override
  public boolean recognises(Path folder) {
    return Files.isDirectory(folder.resolve(CLIPS))
        && (hasSplits(folder) || Files.isRegularFile(list(folder, WITHOUT_SPLITS)));
  }

  @Override
  public LayoutListing list(Path folder) throws IOException {
    ListingBuilder listing = new ListingBuilder();
    if (!hasSplits(folder)) {
      read(folder, WITHOUT_SPLITS, Optional.empty(), listing);
    }
    for (Map.Entry<String, Split> split : SPLITS.entrySet()) {
      if (Files.isRegularFile(list(folder, split.getKey()))) {
        read(folder, split.getKey(), Optional.of(split.getValue()), listing);
      }
    }
    return listing.build();
  }

  private static boolean hasSplits(Path folder) {
    return SPLITS.keySet().stream().anyMatch(split -> Files.isRegularFile(list(folder, split)));
  }

  private static Path list(Path folder, String subset) {
    return folder.resolve(subset + ".tsv");
  }

  private static void read(
      Path folder, String subset, Optional<Split> split, ListingBuilder listing)
      throws IOException {
    Path file = list(folder, subset);
    Map<String, Integer> columns = new HashMap<>();
    ListFile.forEachLine(
        file,
        (number, line) -> {
          String[] fields = line.split("\t", -1);
          if (columns.isEmpty()) {
            readHeading(file, fields, columns);
          } else if (fields.length != columns.size()) {
            listing.problem(
                "Line %d of %s has %d fields, its heading %d."
                    .formatted(number, file.getFileName(), fields.length, columns.size()));
          } else if (!AudioNames.isPlainName(fields[columns.get(PATH)])) {
            listing.problem(
                "Line %d of %s has a path that is no file name: %s"
                    .formatted(number, file.getFileName(), fields[columns.get(PATH)]));
          } else {
            listing.add(recording(folder, subset, split, new Row(columns, fields)));
          }
        });
  }

  private static void readHeading(Path file, String[] fields, Map<String, Integer> columns) {
    for (int i = 0; i < fields.length; i++) {
      columns.put(fields[i].strip(), i);
    }
    for (String needed : List.of(SPEAKER, PATH, SENTENCE)) {
      if (!columns.containsKey(needed)) {
        throw ListFile.invalid(
            file,
            "has no column " + needed + " in its first line",
            "Use the list as Common Voice publishes it, with its heading.");
      }
    }
    if (columns.size() != fields.length) {
      throw ListFile.invalid(
          file, "has two columns of one name", "Use the list as Common Voice publishes it.");
    }
  }

  private static FoundRecording recording(
      Path folder, String subset, Optional<Split> split, Row row) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put(AttributeNames.SUBSET, subset);
    for (String name : ATTRIBUTES) {
      row.get(name).ifPresent(value -> attributes.put(name, value));
    }
    row.get("gender")
        .flatMap(CommonVoiceLayout::sex)
        .ifPresent(sex -> attributes.put(AttributeNames.SEX, sex));
    String name = row.get(PATH).orElseThrow();
    // The first release gave paths without their extension.
    String clip = name.contains(".") ? name : name + ".mp3";
    Path file = folder.resolve(CLIPS).resolve(clip);
    return new FoundRecording(
        AudioNames.stem(file),
        file,
        row.get(SPEAKER).orElse(AudioNames.UNKNOWN_SPEAKER),
        Optional.of(row.get(SENTENCE).orElse("")),
        Optional.empty(),
        Optional.empty(),
        split,
        attributes);
  }

  /** Later releases say male_masculine and female_feminine. */
  private static Optional<String> sex(String gender) {
    String small = gender.toLowerCase(Locale.ROOT);
    if (small.startsWith("female")) {
      return Optional.of("female");
    }
    return small.startsWith("male") ? Optional.of("male") : Optional.empty();
  }

  /** A line's fields by the names of their columns. */
  private record Row(Map<String, Integer> columns, String[] fields) {
    Optional<String> get(String column) {
      return Optional.ofNullable(columns.get(column))
          .map(index -> fields[index].strip())
          .filter(value -> !value.isEmpty());
    }
  }
}
