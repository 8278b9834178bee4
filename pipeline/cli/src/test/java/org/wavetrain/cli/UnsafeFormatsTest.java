package org.wavetrain.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaEnumConstant;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ObjectInputStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** Nothing is read in a way in which a file can say what is to be made or fetched. */
class UnsafeFormatsTest {
  private static final JavaClasses WAVETRAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("org.wavetrain");

  /** Java's own objects, scripts and names of things on other machines. */
  private static final ArchRule NO_OBJECTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.beans.XMLDecoder")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("java.rmi..", "javax.naming..", "javax.script..");

  /** Its parsers follow references to files and servers unless they are told not to. */
  private static final ArchRule NO_XML_PARSER =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javax.xml.parsers..",
              "javax.xml.transform..",
              "javax.xml.validation..",
              "javax.xml.xpath..",
              "javax.xml.bind..",
              "org.xml.sax..",
              "org.w3c.dom..",
              "com.fasterxml.jackson.dataformat.xml..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("javax.xml.stream.XMLInputFactory");

  /** SnakeYAML makes what tags name; its Engine's nodes are text, lists and mappings. */
  private static final ArchRule NO_YAML_OBJECTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.yaml.snakeyaml..", "com.fasterxml.jackson.dataformat.yaml..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.snakeyaml.engine.v2.constructor..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("org.snakeyaml.engine.v2.api.Load");

  private static final ArchRule NO_JSON_TYPES =
      noClasses()
          .should()
          .callMethodWhere(
              new DescribedPredicate<>("a file names classes") {
                @Override
                public boolean test(com.tngtech.archunit.core.domain.JavaMethodCall call) {
                  return namesClasses(call.getTarget());
                }
              });

  private static boolean namesClasses(AccessTarget target) {
    return target.getName().contains("DefaultTyping");
  }

  @ParameterizedTest
  @MethodSource("rules")
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "files that name Java objects, classes, tags or XML entities",
      outcome = "no program of ours has a reader that would make or fetch these")
  void noReaderMakesWhatAFileNames(ArchRule rule) {
    assertThatNoException().isThrownBy(() -> rule.check(WAVETRAIN));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aReaderThatDoesIsNoticed(ArchRule rule) {
    JavaClasses unsafe = new ClassFileImporter().importClasses(Unsafe.class);

    assertThat(rule.evaluate(unsafe).hasViolation()).isTrue();
  }

  @Test
  void jsonNamesNoClasses() {
    assertThat(
            WAVETRAIN.stream()
                .filter(UnsafeFormatsTest::isNamedByFiles)
                .map(JavaClass::getSimpleName))
        .isEmpty();
    assertThat(new ClassFileImporter().importClasses(NamedByFiles.class))
        .allMatch(UnsafeFormatsTest::isNamedByFiles);
  }

  private static boolean isNamedByFiles(JavaClass type) {
    return type.getAnnotations().stream()
        .filter(annotation -> annotation.getRawType().isEquivalentTo(JsonTypeInfo.class))
        .map(UnsafeFormatsTest::use)
        .anyMatch(use -> !use.equals(JsonTypeInfo.Id.NAME.name()));
  }

  private static String use(JavaAnnotation<?> annotation) {
    return ((JavaEnumConstant) annotation.get("use").orElseThrow()).name();
  }

  private static Stream<ArchRule> rules() {
    return Stream.of(NO_OBJECTS, NO_XML_PARSER, NO_YAML_OBJECTS, NO_JSON_TYPES);
  }

  /** All that must not be, for the rules to find. */
  private static final class Unsafe {
    ObjectInputStream objects;
    DocumentBuilderFactory documents;
    org.snakeyaml.engine.v2.api.Load yaml;

    @SuppressWarnings("deprecation")
    void json() {
      new ObjectMapper().enableDefaultTyping();
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  private static final class NamedByFiles {}
}
