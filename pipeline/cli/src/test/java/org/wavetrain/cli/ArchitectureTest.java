package org.wavetrain.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.http.AccessToken;

/** Which module may know which: dependencies point one way, stages do not know each other. */
class ArchitectureTest {
  private static final JavaClasses WAVETRAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // Nor what is there for tests alone.
          .withImportOption(location -> !location.contains("-tests.jar"))
          .withImportOption(location -> !location.contains("org/wavetrain/faults/"))
          .importPackages("org.wavetrain");

  /** Made of {@code airflow.yaml} at build time. */
  private static final String GENERATED = "org.wavetrain.airflow.client..";

  private static final Set<String> STAGES =
      Set.of("ingest", "augment", "pretrain", "finetune", "classify", "evaluate", "export");

  /** What several stages share. */
  private static final Map<String, Set<String>> SHARED_BY_STAGES =
      Map.of(
          "audio", Set.of("failure"),
          "synthesis", Set.of("failure", "audio"),
          "corpus", Set.of("failure", "artifacts", "audio"),
          "wav2vec2", Set.of("failure"),
          "decoding", Set.of("failure", "wav2vec2"),
          "recognition", Set.of("failure", "audio", "wav2vec2", "decoding"),
          "training",
              Set.of(
                  "failure",
                  "artifacts",
                  "tracking",
                  "definition",
                  "stage",
                  "audio",
                  "corpus",
                  "wav2vec2"));

  private static final Map<String, Set<String>> PIPELINE =
      Map.ofEntries(
          Map.entry("failure", Set.of()),
          Map.entry("http", Set.of("failure")),
          Map.entry("artifacts", Set.of("failure")),
          Map.entry("tracking", Set.of("failure")),
          Map.entry("definition", Set.of("failure", "artifacts")),
          Map.entry("stage", Set.of("failure", "artifacts", "tracking", "definition")),
          Map.entry(
              "local", Set.of("failure", "http", "artifacts", "tracking", "definition", "stage")),
          Map.entry("airflow", Set.of("failure")),
          Map.entry("evaluation", Set.of("failure", "artifacts")),
          Map.entry(
              "promotion", Set.of("failure", "artifacts", "definition", "evaluation", "tracking")),
          Map.entry(
              "report", Set.of("failure", "artifacts", "definition", "evaluation", "tracking")),
          Map.entry(
              "website",
              Set.of(
                  "failure", "http", "artifacts", "evaluation", "promotion", "report", "tracking")),
          Map.entry("service", Set.of("failure", "http")));

  private static final Set<String> A_STAGE_MAY_USE =
      Set.of(
          "failure",
          "artifacts",
          "tracking",
          "definition",
          "stage",
          "audio",
          "corpus",
          "wav2vec2",
          "decoding",
          "recognition",
          "training");

  @ParameterizedTest
  @MethodSource("modulesExceptTheCommandLine")
  void aModuleKnowsOnlyThoseBelowIt(String module, Set<String> below) {
    String[] others =
        allModules()
            .filter(name -> !name.equals(module) && !below.contains(name))
            .map(ArchitectureTest::packages)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(WAVETRAIN);
  }

  @Test
  void everyModuleHasItsPlaceInTheTable() {
    TreeSet<String> found =
        WAVETRAIN.stream()
            .map(type -> type.getPackageName().split("\\.")[2])
            .collect(toCollection(TreeSet::new));
    assertThat(found).isEqualTo(allModules().collect(toCollection(TreeSet::new)));
  }

  @Test
  void modulesHaveNoCycles() {
    slices().matching("org.wavetrain.(*)..").should().beFreeOfCycles().check(WAVETRAIN);
  }

  /** A module's error codes are in its topmost package and used in all of them. */
  @Test
  void packagesOfAModuleHaveNoCycles() {
    slices()
        .matching("org.wavetrain.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(alwaysTrue(), assignableTo(ErrorCode.class))
        .ignoreDependency(resideInAPackage(GENERATED), resideInAPackage(GENERATED))
        .check(WAVETRAIN);
  }

  @Test
  void errorCodesAreConstants() {
    assertThat(
            WAVETRAIN.stream()
                .filter(type -> type.isAssignableTo(ErrorCode.class) && !type.isInterface())
                .filter(type -> !type.isEnum())
                .map(JavaClass::getSimpleName))
        .as("only what another process reported is no constant of this program")
        .isSubsetOf("StageFailureCode");
  }

  /** The time that another comparison takes would tell how much of a token is right. */
  @Test
  void tokensAreComparedInConstantTime() {
    classes()
        .that()
        .belongToAnyOf(AccessToken.class)
        .should()
        .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
        .check(WAVETRAIN);
    noClasses()
        .that()
        .belongToAnyOf(AccessToken.class)
        .should()
        .callMethodWhere(target(nameMatching("(equals|equalsIgnoreCase|contentEquals|compareTo)")))
        .check(WAVETRAIN);
  }

  private static Stream<Arguments> modulesExceptTheCommandLine() {
    Map<String, Set<String>> stages =
        STAGES.stream().collect(toMap(stage -> stage, stage -> A_STAGE_MAY_USE));
    return Stream.of(PIPELINE, SHARED_BY_STAGES, stages)
        .flatMap(table -> table.entrySet().stream())
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static Stream<String> allModules() {
    return Stream.of(PIPELINE.keySet(), SHARED_BY_STAGES.keySet(), STAGES, Set.of("cli"))
        .flatMap(Set::stream);
  }

  private static String packages(String module) {
    return "org.wavetrain." + module + "..";
  }
}
