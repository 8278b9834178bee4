package org.wavetrain.wav2vec2.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.UserFailure;

class DeviceChoiceTest {
  private static final CudaCard AMPERE =
      new CudaCard("NVIDIA GeForce RTX 3090", new ComputeCapability(8, 6));
  private static final CudaCard HOPPER = new CudaCard("NVIDIA H200", new ComputeCapability(9, 0));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.7", "5.0", "5.2", "5.3", "6.0", "6.1", "6.2", "7.0", "7.2", "7.5", "8.0", "8.6", "8.7",
        "8.9"
      })
  void theLibraryRunsOnCardsOfAGenerationItHasCodeFor(String capability) {
    assertThat(ComputeCapability.parse(capability).supported()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "3.0", "3.5", "4.0", "9.0", "10.0", "12.0"})
  void itDoesNotRunOnOthers(String capability) {
    assertThat(ComputeCapability.parse(capability).supported()).isFalse();
  }

  @Test
  void aPlainBuildComputesOnTheProcessor() {
    assertThat(DeviceChoice.choose(Device.AUTO, false, List.of(), false)).isEqualTo(Device.CPU);
    assertThat(DeviceChoice.choose(Device.CPU, false, List.of(), false)).isEqualTo(Device.CPU);
    assertThat(DeviceChoice.choose(Device.AUTO)).isEqualTo(Device.CPU);
    assertRefused(Device.CUDA, false, List.of(), DeviceError.DEVICE_MISSING, "not built for CUDA");
  }

  @Test
  void aBuildForCudaTakesTheCardIfThereIsOne() {
    assertThat(DeviceChoice.choose(Device.AUTO, true, List.of(AMPERE), false))
        .isEqualTo(Device.CUDA);
    assertThat(DeviceChoice.choose(Device.CUDA, true, List.of(AMPERE), false))
        .isEqualTo(Device.CUDA);
    assertThat(DeviceChoice.choose(Device.AUTO, true, List.of(), false)).isEqualTo(Device.CPU);
    assertRefused(Device.CUDA, true, List.of(), DeviceError.DEVICE_MISSING, "no NVIDIA card");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "' ', ''",
    "-1, ''",
    "'-1,0', ''",
    "0, 0",
    "'0, 2', '0,2'",
    "'1,-1,0', 1",
    "'GPU-8932f937,GPU-0a1b2c3d', 'GPU-8932f937,GPU-0a1b2c3d'"
  })
  void cardsAreHiddenAsCudaHidesThem(String variable, String shown) {
    assertThat(String.join(",", CudaCards.identifiers(variable))).isEqualTo(shown);
  }

  @Test
  void aCardWithoutCodeIsNamed() {
    assertRefused(
        Device.AUTO,
        true,
        List.of(AMPERE, HOPPER),
        DeviceError.DEVICE_UNSUPPORTED,
        "NVIDIA H200 has compute capability 9.0");
  }

  @Test
  void theProcessorOfABuildForCudaNeedsToBePreferred() {
    assertRefused(Device.CPU, true, List.of(HOPPER), DeviceError.DEVICE_MISSING, "(NVIDIA H200)");
    assertThat(DeviceChoice.choose(Device.CPU, true, List.of(HOPPER), true)).isEqualTo(Device.CPU);
    assertThat(DeviceChoice.choose(Device.AUTO, true, List.of(HOPPER), true)).isEqualTo(Device.CPU);
  }

  @Test
  void aCardThatNd4jCannotTakeIsNotLeftToTheProcessor() {
    DeviceChoice.requireCard("org.nd4j.linalg.jcublas.JCublasBackend");
    assertThatThrownBy(() -> DeviceChoice.requireCard("org.nd4j.linalg.cpu.nativecpu.CpuBackend"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(DeviceError.DEVICE_MISSING))
        .hasMessageContaining("CpuBackend");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"none, false", "0, false", "100, false", "200, true", "high, false"})
  void thePriorityOfTheProcessorIsThatOfNd4j(String priority, boolean first) {
    assertThat(DeviceChoice.processorFirst(priority)).isEqualTo(first);
  }

  @Test
  void cardsAreReadFromWhatTheDriverSays() {
    assertThat(CudaCards.parse("8.6, NVIDIA GeForce RTX 3090\n9.0, NVIDIA H200\n"))
        .containsExactly(AMPERE, HOPPER);
    assertThat(CudaCards.ask(List.of("echo", "9.0, NVIDIA H200"))).containsExactly(HOPPER);
  }

  @Test
  void withoutADriverThereIsNoCard() {
    assertThat(CudaCards.ask(List.of("no-such-command-of-any-driver"))).isEmpty();
  }

  @Test
  void aDriverThatFailsIsAFailure() {
    assertUnknown(List.of("sh", "-c", "echo driver/library version mismatch; exit 18"), "mismatch");
    assertUnknown(List.of("echo", "[N/A], Old Card"), "Old Card");
  }

  private static void assertUnknown(List<String> command, String answer) {
    assertThatThrownBy(() -> CudaCards.ask(command))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(DeviceError.DEVICE_UNKNOWN))
        .hasMessageContaining(answer);
  }

  private static void assertRefused(
      Device wanted, boolean built, List<CudaCard> cards, ErrorCode code, String reason) {
    assertThatThrownBy(() -> DeviceChoice.choose(wanted, built, cards, false))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(reason);
  }
}
