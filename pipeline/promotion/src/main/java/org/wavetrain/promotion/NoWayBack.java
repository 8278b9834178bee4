package org.wavetrain.promotion;

import java.util.List;
import java.util.stream.Collectors;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.ModelVersion;

/**
 * Why there is no version to go back to, and what can be done about it.
 *
 * @param champion the version that is in service
 * @param happened how versions came into service
 * @param all the versions that there are
 */
record NoWayBack(ModelVersion champion, List<Move> happened, List<ModelVersion> all) {
  UserFailure failure() {
    return new UserFailure(PromotionError.FORMER_CHAMPION_MISSING, sentence(), remedy());
  }

  private String sentence() {
    return isFirst()
        ? "No version of %s was in service before version %d, so there is none to go back to."
            .formatted(champion.model(), champion.version())
        : "It is not known which version of %s was in service before version %d."
            .formatted(champion.model(), champion.version());
  }

  /** The oldest is first. */
  private boolean isFirst() {
    return happened.stream()
        .findFirst()
        .filter(move -> move.version() == champion.version() && move.former().isEmpty())
        .isPresent();
  }

  private String remedy() {
    String others =
        all.stream()
            .map(ModelVersion::version)
            .filter(version -> version != champion.version())
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return others.isEmpty()
        ? "It is the only version that there is: run the pipeline that makes another one, which"
            + " takes its place if its gates let it pass."
        : "Name the version that is to be in service with `wavetrain promote %s VERSION --force --reason WHY`: there is %s."
            .formatted(champion.model(), others);
  }
}
