package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import software.amazon.awssdk.services.s3.S3Client;

class FileUploadTest {
  /** The least that S3 takes for a part that is not the last. */
  private static final int PART = 5 << 20;

  @Test
  void aBigFileGoesUpInPartsAndIsTheSame(@TempDir Path folder) throws Exception {
    byte[] content = new byte[2 * PART + 3];
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("big"), content);
    try (S3Server server = S3Server.start(Files.createDirectory(folder.resolve("s3")));
        S3Client client = S3Connection.open(server.settings())) {
      String bucket = server.settings().bucket();

      new FileUpload(client, bucket, Pace.of(server.settings()), PART)
          .upload("big", file, content.length);

      assertThat(client.getObjectAsBytes(get -> get.bucket(bucket).key("big")).asByteArray())
          .isEqualTo(content);
    }
  }

  @Test
  @Fault(
      area = FaultArea.OBJECT_STORE,
      injected = "a file that is deleted while it goes up in parts",
      outcome = "no object and no part is left")
  void anUploadThatFailsLeavesNothingBehind(@TempDir Path folder) throws Exception {
    try (S3Server server = S3Server.start(Files.createDirectory(folder.resolve("s3")));
        S3Client client = S3Connection.open(server.settings())) {
      String bucket = server.settings().bucket();
      FileUpload upload = new FileUpload(client, bucket, Pace.of(server.settings()), PART);

      // As when somebody deletes the file meanwhile.
      assertThatThrownBy(() -> upload.upload("big", folder.resolve("gone"), 2L * PART))
          .hasRootCauseInstanceOf(NoSuchFileException.class);

      assertThat(client.listObjectsV2(list -> list.bucket(bucket)).contents()).isEmpty();
      assertThat(client.listMultipartUploads(list -> list.bucket(bucket)).uploads()).isEmpty();
    }
  }
}
