package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFileTest {
  @TempDir private Path folder;

  @Test
  void twoThatWriteAtOnceWriteAWholePageEach() throws IOException {
    Path file = folder.resolve("page.html");
    PageFile.write(
        file,
        first -> {
          first.write("the first ");
          first.flush();
          PageFile.write(file, second -> second.write("the second"));
          assertThat(file).hasContent("the second");
          first.write("page");
        });
    assertThat(file).hasContent("the first page");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aPageThatCannotBeWrittenLeavesTheOneBefore() throws IOException {
    Path file = folder.resolve("page.html");
    PageFile.write(file, page -> page.write("before"));
    assertThatThrownBy(
            () ->
                PageFile.write(
                    file,
                    page -> {
                      page.write("half");
                      throw new IOException("away");
                    }))
        .hasMessage("away");
    assertThat(file).hasContent("before");
    assertThat(folder.toFile().list()).hasSize(1);
  }
}
