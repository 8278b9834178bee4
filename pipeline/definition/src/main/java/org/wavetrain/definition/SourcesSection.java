package org.wavetrain.definition;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the {@code sources} of a pipeline file.
 *
 * @param folder what relative paths are relative to: the file's own folder
 */
record SourcesSection(Path folder, Surroundings surroundings, Reporter problems) {
  private static final List<String> KEYS = List.of("path", "layout");
  private static final String ANY_LAYOUT = "auto";

  List<Source> read(Node node) {
    List<Source> sources = new ArrayList<>();
    YamlMapping.read(node, "sources", problems)
        .ifPresent(
            mapping ->
                mapping
                    .entries()
                    .forEach((name, entry) -> source(name, entry).ifPresent(sources::add)));
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
            .flatMap(value -> path(value, what));
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

  /** A folder that cannot be used is reported with all else; a digest of it would come later. */
  private void check(Path source, Node node, String what) {
    if (!Files.exists(source)) {
      if (!surroundings.mayBeMissing().test(source)) {
        report(source, node, what, "does not exist");
      }
    } else if (!Files.isDirectory(source)) {
      report(source, node, what, "is not a folder");
    } else if (!Files.isReadable(source)) {
      report(source, node, what, "cannot be read");
    }
  }

  private void report(Path source, Node node, String what, String why) {
    problems.report(
        node,
        "path of " + what + " is " + source + ", which " + why + ".",
        "Give the path of a folder that you may read.");
  }

  private Optional<Path> path(Node node, String what) {
    Optional<String> text = new YamlValues("path of " + what, problems).text(node);
    try {
      Variables variables = new Variables(surroundings.variables());
      Optional<Path> path =
          text.flatMap(written -> variables.expand(written, node, problems))
              .map(expanded -> folder.resolve(expanded).toAbsolutePath().normalize());
      path.ifPresent(source -> check(source, node, what));
      return path;
    } catch (InvalidPathException notAPath) {
      problems.report(
          node, "path of " + what + " is not a path: " + text.orElse("") + ".", "Correct it.");
      return Optional.empty();
    }
  }
}
