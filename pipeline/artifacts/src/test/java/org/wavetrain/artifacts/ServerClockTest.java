package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class ServerClockTest {
  private static final Instant WRITTEN = Instant.parse("2001-02-03T04:05:06Z");

  @Test
  void theAgeOfAnObjectIsToldByTheStoreAlone() {
    assertThat(ServerClock.age(answer("Sat, 03 Feb 2001 04:07:36 GMT")))
        .contains(Duration.ofSeconds(150));
  }

  @Test
  void aStoreThatDoesNotTellTheTimeTellsNoAge() {
    assertThat(ServerClock.age(answer("now"))).isEmpty();
    assertThat(ServerClock.age(GetObjectResponse.builder().build())).isEmpty();
  }

  private static GetObjectResponse answer(String date) {
    GetObjectResponse.Builder answer = GetObjectResponse.builder().lastModified(WRITTEN);
    answer.sdkHttpResponse(SdkHttpResponse.builder().putHeader("Date", date).build());
    return answer.build();
  }
}
