package org.wavetrain.definition;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the {@code sources} of a pipeline file.
 *
 * @param folder what relative paths are relative to: the file's own folder
 * @param surroundings what the file can speak of
 * @param dated what {@code ${date}} stands for
 * @param overrides folders from the command line
 */
record SourcesSection(
    Path folder,
    Surroundings surroundings,
    DatedPath dated,
    List<SourceOverride> overrides,
    ProblemCollector problems) {
  private static final List<String> KEYS = List.of("path", "layout");
  private static final String ANY_LAYOUT = "auto";

  List<Source> read(Optional<Node> node) {
    List<Source> sources = new ArrayList<>();
    Map<String, YamlMapping.Entry> written =
        node.flatMap(mapping -> YamlMapping.read(mapping, "sources", problems))
            .map(YamlMapping::entries)
            .orElse(Map.of());
    written.forEach((name, entry) -> source(name, entry).ifPresent(sources::add));
    reportStrayOverrides(written.keySet());
    return sources;
  }

  private Optional<Source> source(String name, YamlMapping.Entry entry) {
    String what = "source " + name;
    if (!Names.check(name, "A source", entry.key(), problems)) {
      return Optional.empty();
    }
    Optional<YamlMapping> mapping = YamlMapping.read(entry.value(), what, KEYS, problems);
    Optional<Path> path =
        mapping
            .flatMap(source -> source.require("path", what, problems))
            .flatMap(value -> path(name, value, what));
    Optional<String> layout =
        mapping
            .flatMap(source -> source.get("layout"))
            .map(value -> layout(value, what))
            .orElse(Optional.of(ANY_LAYOUT));
    return path.flatMap(at -> layout.map(as -> new Source(name, at, as)));
  }

  private Optional<String> layout(Node node, String what) {
    List<String> layouts = new ArrayList<>(surroundings.layouts());
    layouts.add(ANY_LAYOUT);
    return new YamlValues("layout of " + what, problems)
        .choice(new ParameterType.Choice(layouts), node);
  }

  /** A source that cannot be used is reported with all else; a digest of it would come later. */
  private Optional<String> unusable(Path source) {
    if (source.toString().contains(DatedPath.REFERENCE)) {
      return Optional.of("has no folder of a date until " + dated.latest());
    }
    if (!Files.exists(source)) {
      return surroundings.mayBeMissing().test(source)
          ? Optional.empty()
          : Optional.of("does not exist");
    }
    if (!Files.isDirectory(source) && !Files.isRegularFile(source)) {
      return Optional.of("is neither a folder nor a file");
    }
    return Files.isReadable(source) ? Optional.empty() : Optional.of("cannot be read");
  }

  private Optional<Path> path(String name, Node node, String what) {
    Optional<SourceOverride> override =
        overrides.stream()
            .filter(candidate -> candidate.source().equals(name))
            .reduce((first, second) -> second);
    if (override.isEmpty()) {
      return written(name, node, what);
    }
    Path path = dated(override.get().path().toAbsolutePath().normalize());
    unusable(path)
        .ifPresent(
            why ->
                problems.report(
                    override.get(),
                    path + " " + why + ".",
                    "Give the path of a folder or file that you may read."));
    return Optional.of(path);
  }

  private Optional<Path> written(String name, Node node, String what) {
    Optional<String> text = new YamlValues("path of " + what, problems).text(node);
    try {
      Optional<Path> path =
          text.flatMap(written -> variables().expand(written, node, problems))
              .map(expanded -> folder.resolve(expanded).toAbsolutePath().normalize())
              .map(this::dated);
      path.ifPresent(
          source ->
              unusable(source)
                  .ifPresent(
                      why ->
                          problems.report(
                              node,
                              "path of " + what + " is " + source + ", which " + why + ".",
                              "Give the path of a folder or file that you may read, here or with --source "
                                  + name
                                  + "=PATH."
                                  + madeBy(text.orElse("")))));
      return path;
    } catch (InvalidPathException notAPath) {
      problems.report(
          node, "path of " + what + " is not a path: " + text.orElse("") + ".", "Correct it.");
      return Optional.empty();
    }
  }

  /** Which date is meant shows in the path alone: it is left as it is. */
  private Variables variables() {
    Map<String, String> values = new HashMap<>(surroundings.variables());
    values.put(DatedPath.VARIABLE, DatedPath.REFERENCE);
    return new Variables(values);
  }

  /** If no date is early enough, the path keeps its reference, and does not exist. */
  private Path dated(Path path) {
    Path expected = dated.expected(path);
    return dated.resolve(path).orElse(surroundings.mayBeMissing().test(expected) ? expected : path);
  }

  /** Who puts folders below the home. */
  private static String madeBy(String written) {
    return written.startsWith("${home}/corpora/")
        ? " `wavetrain quickstart` makes those of its own recipes there."
        : "";
  }

  private void reportStrayOverrides(Set<String> names) {
    for (SourceOverride override : overrides) {
      if (!names.contains(override.source())) {
        problems.report(
            override,
            "there is no source " + override.source() + ".",
            Suggestion.remedy(override.source(), names));
      }
    }
  }
}
