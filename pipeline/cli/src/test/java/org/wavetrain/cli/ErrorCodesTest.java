package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wavetrain.failure.ErrorCode;

/** Codes are there to be looked up, so docs/errors.md has each of them, and no other. */
class ErrorCodesTest {
  private static final Path REPOSITORY = Path.of("..", "..");

  /** A row of the page's tables: the code comes first. */
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z][A-Z0-9_]+)` \\|");

  /** A failure of the launcher script, which runs before any Java. */
  private static final Pattern LAUNCHER_FAILURE =
      Pattern.compile("(?m)^\\s*fail ([A-Z][A-Z0-9_]+) ");

  @Test
  void noTwoModulesUseOneCode() {
    assertThat(codesOfTheProgram()).doesNotHaveDuplicates();
  }

  @Test
  void theDocumentationHasEveryCodeOnceAndNoOther() throws IOException {
    TreeSet<String> codes = new TreeSet<>(codesOfTheProgram());
    codes.addAll(found(LAUNCHER_FAILURE, REPOSITORY.resolve("wavetrain")));
    List<String> documented = found(ROW, REPOSITORY.resolve("docs/errors.md"));
    assertThat(documented).doesNotHaveDuplicates();
    assertThat(documented).containsExactlyInAnyOrderElementsOf(codes);
  }

  private static List<String> codesOfTheProgram() {
    return new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.wavetrain")
            .stream()
            .filter(type -> type.isAssignableTo(ErrorCode.class) && type.isEnum())
            .map(JavaClass::reflect)
            .flatMap(type -> Arrays.stream(type.getEnumConstants()))
            .map(code -> ((ErrorCode) code).name())
            .toList();
  }

  private static List<String> found(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
