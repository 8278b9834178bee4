package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.promotion.Decision.Outcome;

class ResultJsonTest {
  @Test
  void theResultIsOneLineWithTheStagesInTheirOrder() {
    String json =
        ResultJson.of(
            SampleRuns.run(
                SampleRuns.registered("quickstart", Outcome.PROMOTED),
                Optional.of(SampleRuns.EXPORT)));

    assertThat(json)
        .isEqualTo(
            """
            {"wer":0.12,"cer":0.05,"accuracy":0.9,"seconds":3.0,"stages":{\
            "ingest":{"seconds":0.0,"cached":true,"key":"ingest/%1$s"},\
            "export":{"seconds":1.5,"cached":false,"key":"export/%1$s"}},\
            "drift":{"ingest":[{"measure":"Duration","distance":0.3,"p_value":0.001,"bound":0.1,\
            "significant":true,"drifted":true,"sentence":"Recordings are longer."}]},\
            "report":"/home/report.html","export":"/home/exports/1","model":"quickstart","version":2,"promoted":true,"reason":"It was measured.","rules":[]}"""
                .formatted(SampleRuns.DIGEST));
  }
}
