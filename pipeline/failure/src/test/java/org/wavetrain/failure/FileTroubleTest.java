package org.wavetrain.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTroubleTest {
  @TempDir private Path folder;

  @Test
  void theReasonIsToldWithoutTheNameOfTheFile() throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[] {(byte) 0xff});
    assertThat(reason(() -> Files.readString(folder.resolve("none"))))
        .isEqualTo("it does not exist");
    assertThat(reason(() -> Files.readString(file))).isEqualTo("it is not UTF-8 text");
    assertThat(reason(() -> Files.createDirectory(file))).isEqualTo("a file is in its place");
    assertThat(reason(() -> Files.newDirectoryStream(file).close()))
        .isEqualTo("it is not a folder");
    assertThat(FileTrouble.reason(new AccessDeniedException("/etc/shadow")))
        .isEqualTo("permission is denied");
  }

  @Test
  void aFileWithinAFolderIsNamed() {
    assertThat(FileTrouble.named(new AccessDeniedException("/etc/shadow")))
        .isEqualTo("/etc/shadow: permission is denied");
    assertThat(FileTrouble.named(new IOException("Input/output error")))
        .isEqualTo("Input/output error");
  }

  @Test
  void otherReasonsAreTheSystems() {
    assertThat(FileTrouble.reason(new IOException("Input/output error.")))
        .isEqualTo("Input/output error");
    assertThat(FileTrouble.reason(new IOException())).isEqualTo("IOException");
  }

  private static String reason(ThrowingCallable access) {
    return FileTrouble.reason(catchThrowableOfType(access, IOException.class));
  }
}
