package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Moves;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.tracking.RegisteredModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows which versions of a model were in service. */
@Command(
    name = "history",
    description = {
      "Shows which versions of a model were put in service: when, by whom and why.",
      "For example: wavetrain history my-words"
    },
    mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  private final Console console;

  @Parameters(paramLabel = "MODEL", description = "The registered model's name.")
  private String model;

  @Mixin private JsonOption json;

  @Mixin private HomeOption home;

  HistoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (HomeToRead read = HomeToRead.of(home.path())) {
      List<Move> moves = moves(read.path());
      if (moves.isEmpty()) {
        requireModel(read.path());
      }
      if (json.wanted()) {
        for (Move move : moves) {
          console.out().println(JSON.writeValueAsString(move));
        }
      } else if (moves.isEmpty()) {
        console.out().println("No version of " + model + " was ever put in service.");
      } else {
        console.out().print(VerdictText.of(moves));
      }
    }
    return ExitCode.DONE.code();
  }

  /** The newest first. */
  private List<Move> moves(Path place) {
    try (OpenedStore opened = OpenedStore.open(place, System.getenv())) {
      List<Move> moves = new ArrayList<>(new Moves(opened.store()).of(model));
      Collections.reverse(moves);
      return moves;
    }
  }

  /** Of a model that was never in service only the tracking server knows. */
  private void requireModel(Path place) {
    try (Services services = Services.open(place)) {
      List<String> models =
          services.tracking().registry().models().stream().map(RegisteredModel::name).toList();
      if (!models.contains(model)) {
        throw UnknownNames.model(model, models);
      }
    }
  }
}
