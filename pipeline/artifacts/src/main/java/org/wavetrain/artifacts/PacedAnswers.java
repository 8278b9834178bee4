package org.wavetrain.artifacts;

import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;

/** Gives up answers that come too slowly; they are asked for again as if they had broken off. */
record PacedAnswers(Pace pace) implements ExecutionInterceptor {
  /** S3 sends blanks, for minutes, while it joins the parts of a large object. */
  private static final int TIMES_FOR_JOINING = 10;

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Pace allowed =
        context.request() instanceof CompleteMultipartUploadRequest
            ? pace.patient(TIMES_FOR_JOINING)
            : pace;
    return context.responseBody().map(body -> new PacedStream(body, allowed));
  }
}
