package org.wavetrain.local.runner.toy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.wavetrain.definition.InputPort;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.SourceFolder;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageContext;

/** Takes over the files of folders, cut to a length. */
public final class FilesStage implements Stage {
  @Override
  public StageDescriptor descriptor() {
    return new StageDescriptor(
        "files",
        "1",
        "Takes over files.",
        List.of(new InputPort("folders", List.of(InputPort.SOURCE), true, true)),
        List.of(Parameter.integer("length", 100, 1, 1000, "Most characters of a file.")),
        200);
  }

  @Override
  public void run(StageContext context) throws IOException {
    int length = Math.toIntExact(context.parameters().integer("length"));
    for (SourceFolder folder : context.sources("folders")) {
      try (Stream<Path> files = Files.list(folder.path())) {
        for (Path file : files.toList()) {
          String text = Files.readString(file);
          String cut = text.substring(0, Math.min(length, text.length()));
          context.output().put(file.getFileName().toString(), cut.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  @Override
  public Duration roughEstimate(Parameters parameters) {
    return Duration.ofSeconds(1);
  }
}
