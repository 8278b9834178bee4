package org.wavetrain.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The licence that a corpus states in a file at the top of its folder: in {@code LICENSE}, {@code
 * LICENCE} or {@code COPYING}, in the front matter or a line of {@code README}, or in {@code
 * dataset_infos.json}.
 *
 * @param file which says so; empty where none does
 * @param words how the corpus puts it, a line or two
 * @param identifier as Hugging Face writes it, such as {@code cc-by-4.0}; empty where the words are
 *     not exactly those of one licence that is known here
 */
public record StatedLicence(String file, String words, String identifier) {
  /** Of a corpus that states none. */
  public static final StatedLicence NONE = new StatedLicence("", "", "");

  private static final int MOST_BYTES = 65_536;
  private static final int MOST_WORDS = 160;

  private static final Pattern LICENCE_FILE =
      Pattern.compile("(licen[cs]e|copying)([._-].*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern README_FILE =
      Pattern.compile("readme([._-].*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern METADATA_FILE = Pattern.compile("dataset_infos?\\.json");

  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---\\R(.*?)\\R---", Pattern.DOTALL);
  private static final Pattern FRONT_MATTER_LICENCE =
      Pattern.compile("(?m)^license:\\s*(?:\\R\\s*-\\s*)?[\"']?([A-Za-z0-9.+-]+)");
  private static final Pattern METADATA_LICENCE =
      Pattern.compile("\"license\"\\s*:\\s*\"([^\"\\\\]{1,160})\"");
  private static final Pattern SPEAKS_OF_LICENCE =
      Pattern.compile("licen[cs]e|public domain|\\bCC[- ]BY|\\bCC0", Pattern.CASE_INSENSITIVE);

  public StatedLicence {
    words = words.strip().replaceAll("\\s+", " ");
    words = words.substring(0, Math.min(MOST_WORDS, words.length()));
  }

  /** Whether the corpus says anything. */
  public boolean stated() {
    return !file.isEmpty();
  }

  /** What the files at the top of a folder state; the clearest first. */
  public static StatedLicence of(Path folder) {
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files = listed.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return Stream.<Stream<StatedLicence>>of(
            in(files, README_FILE, StatedLicence::frontMatter),
            in(files, METADATA_FILE, StatedLicence::metadata),
            in(files, LICENCE_FILE, StatedLicence::opening),
            in(files, README_FILE, StatedLicence::line))
        .flatMap(any -> any)
        .findFirst()
        .orElse(NONE);
  }

  private interface Finder {
    Optional<String> find(String text);
  }

  private static Stream<StatedLicence> in(List<Path> files, Pattern name, Finder finder) {
    return files.stream()
        .filter(file -> name.matcher(file.getFileName().toString()).matches())
        .flatMap(
            file -> {
              Optional<String> words = finder.find(text(file));
              return words.stream()
                  .map(
                      found ->
                          new StatedLicence(
                              file.getFileName().toString(), found, LicenceIdentifier.of(found)));
            });
  }

  /** Latin-1, since any bytes are a text of it and words of licences are of ASCII. */
  private static String text(Path file) {
    try (InputStream content = Files.newInputStream(file)) {
      return new String(content.readNBytes(MOST_BYTES), ISO_8859_1);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Optional<String> frontMatter(String text) {
    Matcher front = FRONT_MATTER.matcher(text);
    return front.find() ? first(FRONT_MATTER_LICENCE, front.group(1)) : Optional.empty();
  }

  private static Optional<String> metadata(String text) {
    return first(METADATA_LICENCE, text);
  }

  private static Optional<String> opening(String text) {
    String lines =
        text.lines()
            .filter(line -> !line.isBlank())
            .limit(3)
            .map(String::strip)
            .collect(Collectors.joining(" "));
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines);
  }

  private static Optional<String> line(String text) {
    return text.lines().filter(line -> SPEAKS_OF_LICENCE.matcher(line).find()).findFirst();
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
