package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wavetrain.definition.StageDescriptor;

/** A stage that may ask for graphics cards runs in the image of its kind for them. */
class CardImagesTest {
  private static final Path BUILD = Path.of("..", "..", "infra", "images", "build_images.py");

  private static final Pattern LIST = Pattern.compile("(?m)^TRAINERS = \\((.*)\\)$");
  private static final Pattern NAME = Pattern.compile("\"([a-z]+)\"");

  @Test
  void thereIsOneOfEachKindThatUsesCardsAndOfNoOther() throws IOException {
    List<String> kinds =
        StageKinds.installed().descriptors().stream()
            .filter(StageDescriptor::usesCards)
            .map(StageDescriptor::kind)
            .toList();
    assertThat(imagesForCards()).containsExactlyInAnyOrderElementsOf(kinds);
  }

  private static List<String> imagesForCards() throws IOException {
    String list =
        LIST.matcher(Files.readString(BUILD))
            .results()
            .map((MatchResult match) -> match.group(1))
            .findFirst()
            .orElseThrow();
    return NAME.matcher(list).results().map((MatchResult match) -> match.group(1)).toList();
  }
}
