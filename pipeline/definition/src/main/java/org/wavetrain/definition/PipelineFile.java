package org.wavetrain.definition;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.Node;
import org.wavetrain.failure.UserFailure;

/** Reads pipeline files, strictly. */
public final class PipelineFile {
  private static final List<String> KEYS =
      List.of(
          "name",
          "description",
          "seed",
          "sources",
          "stages",
          "register",
          "published",
          "orchestration");

  /** A thousand pipelines: the parser would take a while to say that it is none. */
  private static final long MOST_BYTES = 1_000_000;

  private static final ParameterType.Integer SEEDS = new ParameterType.Integer(0, Long.MAX_VALUE);

  private final Path file;
  private final Overrides overrides;
  private final Surroundings surroundings;
  private final ProblemCollector problems;

  private PipelineFile(Path file, Overrides overrides, Surroundings surroundings) {
    this.file = file;
    this.overrides = overrides;
    this.surroundings = surroundings;
    this.problems = new ProblemCollector(file);
  }

  /**
   * Reads and checks a file.
   *
   * @param file the file; relative paths of sources are relative to its folder
   * @param overrides what wins over the file
   * @param surroundings what the file can speak of
   * @throws PipelineProblems with everything that is wrong
   * @throws UserFailure {@code PIPELINE_FILE_UNREADABLE}
   */
  public static Pipeline read(Path file, Overrides overrides, Surroundings surroundings) {
    return new PipelineFile(file, overrides, surroundings).read();
  }

  private Pipeline read() {
    Optional<Pipeline> pipeline =
        YamlDocument.compose(content(), problems)
            .flatMap(root -> YamlMapping.read(root, "the pipeline", KEYS, problems))
            .map(this::pipeline);
    if (!problems.isEmpty()) {
      throw problems.toException();
    }
    return pipeline.orElseThrow();
  }

  private String content() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unreadable("has more than " + MOST_BYTES + " bytes", null);
      }
      return Files.readString(file);
    } catch (CharacterCodingException notText) {
      throw unreadable("is not UTF-8 text", notText);
    } catch (IOException failure) {
      throw unreadable(Files.exists(file) ? "cannot be read" : "does not exist", failure);
    }
  }

  private UserFailure unreadable(String why, IOException cause) {
    return new UserFailure(
        DefinitionError.PIPELINE_FILE_UNREADABLE,
        "The pipeline file " + file + " " + why + ".",
        "Name a readable YAML file.",
        cause);
  }

  private Pipeline pipeline(YamlMapping root) {
    String name = root.require("name", "the pipeline", problems).map(this::name).orElse("");
    Optional<String> description =
        root.get("description").flatMap(new YamlValues("description", problems)::text);
    long seed =
        root.get("seed")
            .flatMap(node -> new YamlValues("seed", problems).integer(SEEDS, node))
            .orElse(0L);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    List<Source> sources =
        new SourcesSection(
                folder,
                surroundings,
                new DatedPath(overrides.date().orElse(surroundings.today())),
                overrides.sources(),
                problems)
            .read(root.get("sources"));
    List<WrittenStage> stages =
        root.require("stages", "the pipeline", problems)
            .map(new StagesSection(surroundings.kinds(), overrides.parameters(), problems)::read)
            .orElse(List.of());
    new Wiring(names(root), files(sources), stages, problems).check();
    List<WrittenStage> ordered = RunningOrder.of(stages, problems);
    Optional<Registration> registration =
        root.get("register").flatMap(new RegistrationSection(stages, problems)::read);
    List<PublishedResult> published =
        root.get("published").map(new PublishedSection(problems)::read).orElse(List.of());
    Orchestration orchestration =
        root.get("orchestration")
            .map(new OrchestrationSection(stages, problems)::read)
            .orElse(Orchestration.DEFAULT);
    List<PlannedStage> planned = variant(orchestration).applyTo(planned(ordered), overrides);
    Pipeline pipeline =
        new Pipeline(
            name, description, seed, sources, planned, registration, published, orchestration);
    if (problems.isEmpty()) {
      new Refusals(stages, overrides.parameters(), problems)
          .report(surroundings.check().problems(pipeline));
    }
    return pipeline;
  }

  /** The variant that is asked for; the file's parameters as they are if none is, or none such. */
  private Variant variant(Orchestration orchestration) {
    if (overrides.variant().isEmpty()) {
      return Variant.DEFAULT;
    }
    VariantOverride wanted = overrides.variant().get();
    List<Variant> variants = orchestration.variants();
    Optional<Variant> found =
        variants.stream().filter(variant -> variant.name().equals(wanted.variant())).findFirst();
    if (found.isEmpty()) {
      problems.report(
          wanted,
          "there is no variant " + wanted.variant() + ".",
          Suggestion.remedy(wanted.variant(), variants.stream().map(Variant::name).toList()));
    }
    return found.orElse(Variant.DEFAULT);
  }

  private String name(Node node) {
    Optional<String> name = new YamlValues("name", problems).text(node);
    name.ifPresent(text -> Names.checkTitle(text, "A pipeline", node, problems));
    return name.orElse("");
  }

  /** The names of all sources, sound or not: a broken source is one problem, not two. */
  private static Set<String> names(YamlMapping root) {
    return root.get("sources")
        .flatMap(node -> YamlMapping.read(node, "sources", (place, message, remedy) -> {}))
        .map(mapping -> mapping.entries().keySet())
        .orElse(Set.of());
  }

  private static Set<String> files(List<Source> sources) {
    return sources.stream()
        .filter(source -> Files.isRegularFile(source.path()))
        .map(Source::name)
        .collect(Collectors.toSet());
  }

  private static List<PlannedStage> planned(List<WrittenStage> stages) {
    return stages.stream()
        .flatMap(stage -> stage.descriptor().map(kind -> planned(stage, kind)).stream())
        .toList();
  }

  private static PlannedStage planned(WrittenStage stage, StageDescriptor kind) {
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    stage
        .inputs()
        .forEach(
            (port, input) ->
                inputs.put(
                    port,
                    input.references().stream()
                        .map(WrittenStage.Reference::name)
                        .collect(Collectors.toUnmodifiableList())));
    inputs.values().removeIf(List::isEmpty);
    return new PlannedStage(stage.name(), kind, inputs, new Parameters(stage.parameters()));
  }
}
