package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.artifacts.StageTags;

class ChampionCorporaTest {
  private static final ArtifactKey CORPUS = new ArtifactKey("ingest", Sha256.of("corpus"));

  @Test
  void tagsThatAPersonChangedHideNoCorpus() {
    assertThat(
            ChampionCorpora.ofTags(
                Map.of(
                    StageTags.name("books"), CORPUS.toString(),
                    StageTags.name("calls"), "mine",
                    StageTags.name("finetune"), "")))
        .containsExactly(Map.entry("books", CORPUS));
  }
}
