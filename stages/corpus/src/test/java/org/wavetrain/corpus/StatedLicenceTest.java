package org.wavetrain.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        .isEqualTo(new StatedLicence("README", "This dataset is in the public domain.", "cc0-1.0"));
  }

  @ParameterizedTest
  @CsvSource({
    "Attribution 4.0 of our own, ''",
    "Creative Commons Attribution 4.0 International, cc-by-4.0",
    "Creative Commons Attribution-NonCommercial-ShareAlike 4.0, cc-by-nc-sa-4.0",
    "CC BY-NC-ND 3.0, cc-by-nc-nd-3.0",
    "MIT License, mit",
    "'Apache License Version 2.0', apache-2.0",
    "All rights reserved, ''"
  })
  void wordsOfKnownLicencesHaveAnIdentifier(String words, String identifier) throws IOException {
    Files.writeString(folder.resolve("LICENSE.txt"), "\n" + words + "\n");
    StatedLicence stated = StatedLicence.of(folder);
    assertThat(stated.words()).isEqualTo(words);
    assertThat(stated.identifier()).isEqualTo(identifier);
  }
}
