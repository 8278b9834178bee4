package org.wavetrain.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedLicenceTest {
  @TempDir Path folder;

  @Test
  void aFolderWithoutSuchFilesStatesNone() throws IOException {
    Files.writeString(folder.resolve("metadata.csv"), "license: mit");
    assertThat(StatedLicence.of(folder)).isEqualTo(StatedLicence.NONE);
  }

  @Test
  void aReadmeThatDoesNotSpeakOfItStatesNone() throws IOException {
    Files.writeString(folder.resolve("README.txt"), "Recordings of a kitchen.");
    assertThat(StatedLicence.of(folder).stated()).isFalse();
  }

  @Test
  void frontMatterIsClearerThanALicenceFile() throws IOException {
    Files.writeString(folder.resolve("LICENSE"), "See the web site.");
    Files.writeString(folder.resolve("README.md"), "---\nlicense: cc-by-sa-4.0\n---\nText.");
    assertThat(StatedLicence.of(folder))
        .isEqualTo(new StatedLicence("README.md", "cc-by-sa-4.0", "cc-by-sa-4.0"));
  }

  @Test
  void aLineOfTheReadmeIsQuoted() throws IOException {
    Files.writeString(
        folder.resolve("README"), "LJ Speech\n\nThis dataset is in the public domain.\n");
    assertThat(StatedLicence.of(folder))
        .isEqualTo(new StatedLicence("README", "This dataset is in the public domain.", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "Attribution 4.0 of our own, ''",
    "Creative Commons Attribution 4.0 International, cc-by-4.0",
    "Creative Commons Attribution-NonCommercial-ShareAlike 4.0, cc-by-nc-sa-4.0",
    "CC BY-NC-ND 3.0, cc-by-nc-nd-3.0",
    "MIT License, mit",
    "'Apache License Version 2.0', apache-2.0",
    "Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International, cc-by-nc-sa-4.0",
    "CC0 1.0 Universal, cc0-1.0",
    "odc-by, odc-by",
    "All rights reserved, ''"
  })
  void wordsOfKnownLicencesHaveAnIdentifier(String words, String identifier) throws IOException {
    Files.writeString(folder.resolve("LICENSE.txt"), "\n" + words + "\n");
    StatedLicence stated = StatedLicence.of(folder);
    assertThat(stated.words()).isEqualTo(words);
    assertThat(stated.identifier()).isEqualTo(identifier);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This permit license is for members",
        "Creative Commons Attribution 4.0, no commercial use",
        "CC BY 4.0 for the texts only",
        "MIT License, but not for the recordings",
        "Not under the MIT License",
        "Apache License",
        "Apache License 1.1",
        "MIT License or Apache License 2.0",
        "CC BY 4.0 and CC BY-NC 4.0",
        "CC BY-XY 4.0",
        "Creative Commons Attribution 4.0. All rights reserved for the audio.",
        "This dataset is not in the public domain",
        "Formerly CC0"
      })
  void inDoubtThereIsNoIdentifier(String words) throws IOException {
    Files.writeString(folder.resolve("LICENSE.txt"), words);
    assertThat(StatedLicence.of(folder).words()).isEqualTo(words);
    assertThat(StatedLicence.of(folder).identifier()).isEmpty();
  }
}
