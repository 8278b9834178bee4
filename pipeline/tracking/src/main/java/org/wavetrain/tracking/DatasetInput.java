package org.wavetrain.tracking;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * Data that a run reads, in the terms of MLflow's data sets.
 *
 * @param name what people see, at most 500 characters
 * @param digest what tells data of the same name apart, at most 36 characters
 * @param sourceType the kind of source, for example {@code s3}
 * @param source where it is, as JSON: for {@code s3} an object with a {@code uri}
 * @param schema its fields, as JSON: an object with MLflow's {@code mlflow_colspec}
 * @param profile its size, as JSON: an object of numbers
 * @param context what it is read for: {@code training}, {@code validation} or {@code test}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record DatasetInput(
    String name,
    String digest,
    String sourceType,
    String source,
    String schema,
    String profile,
    String context) {}
