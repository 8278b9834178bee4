package org.wavetrain.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SmallDisk;

/** A service in a process of its own whose folder for recordings is on a small disk. */
@Tag("slow")
class ServiceDiskTest {
  private static final int KIBIBYTES = 4 << 10;
  private static final int MOST_BYTES = 1 << 20;
  private static final int BYTES = 200_000;

  /** The number seven, in a recording of so many bytes. */
  private static final String LARGE = "7" + " ".repeat(BYTES);

  @TempDir private Path disk;
  private ServiceProcess service;

  @BeforeAll
  static void requireSmallDisks() throws IOException, InterruptedException {
    assumeTrue(SmallDisk.isPossible(), "this machine does not let a process mount a disk");
  }

  @BeforeEach
  void start() throws IOException {
    service =
        ServiceProcess.start(disk, MOST_BYTES, program -> SmallDisk.with(disk, KIBIBYTES, program));
  }

  @AfterEach
  void end() {
    service.close();
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a disk that is full where the speech service puts recordings",
      outcome =
          "503 with DISK_FULL for recordings that do not fit, and from /health; no file stays, and"
              + " with space all are answered again")
  void aFullDiskIsTold() throws Exception {
    assertAllIsWell();

    service.order("leave " + BYTES * 3 / 2);
    assertThat(service.post(LARGE).statusCode()).as("it fits once").isEqualTo(200);
    assertRefused(inForm(LARGE), "DISK_FULL");
    assertRefused(service.health(), "DISK_FULL");

    service.order("leave " + BYTES / 2);
    assertRefused(service.post(LARGE), "DISK_FULL");
    assertThat(service.post("7").statusCode()).as("it fits").isEqualTo(200);

    service.order("leave 0");
    assertRefused(service.post("7"), "DISK_FULL");
    awaitNoRecordings();

    service.order("empty");
    assertAllIsWell();
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a disk that becomes read-only where the speech service puts recordings",
      outcome =
          "503 with DISK_READ_ONLY, also from /health; once it is writable, all are answered again")
  void aReadOnlyDiskIsTold() throws Exception {
    service.order("protect");
    assertRefused(service.post("7"), "DISK_READ_ONLY");
    assertRefused(inForm("7"), "DISK_READ_ONLY");
    assertRefused(service.health(), "DISK_READ_ONLY");

    service.order("release");
    assertAllIsWell();
    awaitNoRecordings();
  }

  private HttpResponse<String> inForm(String recording) throws Exception {
    String form =
        "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n"
            + recording
            + "\r\n--x--\r\n";
    return service.post(form, "Content-Type", "multipart/form-data; boundary=x");
  }

  private void assertAllIsWell() throws Exception {
    assertThat(service.post(LARGE).statusCode()).isEqualTo(200);
    assertThat(inForm(LARGE).statusCode()).isEqualTo(200);
    assertThat(service.health().statusCode()).isEqualTo(200);
  }

  private void assertRefused(HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain(disk.toString());
  }

  private void awaitNoRecordings() throws Exception {
    while (!service.order("recordings").equals("0")) {
      Thread.sleep(5);
    }
    assertThat(service.log())
        .as("the log")
        .anyMatch(line -> line.contains("which recordings go to, is"))
        .noneMatch(line -> line.contains("a request failed"));
  }
}
