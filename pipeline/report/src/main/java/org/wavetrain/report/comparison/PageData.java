package org.wavetrain.report.comparison;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.wavetrain.report.comparison.ComparedUtterances.Heard;
import org.wavetrain.report.comparison.ComparedUtterances.Row;
import org.wavetrain.report.comparison.ComparedUtterances.Task;

/**
 * What the page's script draws and lists, as JSON that is compressed and written in base64: curves
 * and transcriptions shrink to a tenth, and no text in it can end a script element.
 */
record PageData(
    Comparison comparison,
    List<RunCurves> curves,
    ComparedUtterances utterances,
    PlayableRecordings recordings) {
  private static final JsonMapper JSON = new JsonMapper();

  /** More than can be seen in a chart. */
  private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);

  String base64() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream base64 = Base64.getEncoder().wrap(bytes);
        OutputStream compressed = new GZIPOutputStream(base64, 1 << 16);
        JsonGenerator json = JSON.createGenerator(compressed)) {
      json.writeStartObject();
      runs(json);
      curves(json);
      exits(json);
      utterances(json);
      json.writeEndObject();
    }
    return bytes.toString(US_ASCII);
  }

  private void runs(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("runs");
    for (RunResults run : comparison.runs()) {
      json.writeString(run.run().name());
    }
    json.writeEndArray();
    json.writeNumberField("baseline", comparison.baseline());
  }

  private void curves(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("curves");
    for (RunCurves curve : curves) {
      json.writeStartObject();
      json.writeStringField("title", curve.title());
      json.writeBooleanField("percent", curve.percent());
      json.writeArrayFieldStart("series");
      for (RunCurves.Series series : curve.series()) {
        json.writeStartObject();
        json.writeArrayFieldStart("runs");
        for (int run : series.runs()) {
          json.writeNumber(run);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("steps");
        for (CurvePoint point : series.points()) {
          json.writeNumber(point.step());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("hours");
        for (CurvePoint point : series.points()) {
          number(json, point.hours());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("values");
        for (CurvePoint point : series.points()) {
          number(json, point.value());
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Word error rates against the share of compute, of each run that has several exits. */
  private void exits(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("exits");
    for (int run = 0; run < comparison.runs().size(); run++) {
      Map<String, Double> metrics = comparison.runs().get(run).metrics();
      for (String kind : List.of(ExitFigures.LAYER, ExitFigures.ENTROPY)) {
        List<String> exits =
            ExitFigures.exits(metrics).stream()
                .filter(exit -> exit.startsWith(kind) && metrics.containsKey("compute" + exit))
                .sorted(Comparator.comparingDouble((String exit) -> metrics.get("compute" + exit)))
                .toList();
        if (exits.isEmpty()) {
          continue;
        }
        json.writeStartObject();
        json.writeNumberField("run", run);
        json.writeStringField("kind", kind.equals(ExitFigures.LAYER) ? "layer" : "entropy");
        json.writeArrayFieldStart("points");
        for (String exit : exits) {
          json.writeStartArray();
          number(json, 100 * metrics.get("compute" + exit));
          number(json, metrics.get("wer" + exit));
          json.writeString(ExitFigures.title(exit));
          json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private void utterances(JsonGenerator json) throws IOException {
    Map<String, Integer> slices = new LinkedHashMap<>();
    utterances.rows().stream()
        .flatMap(row -> row.slices().stream())
        .sorted()
        .forEach(slice -> slices.putIfAbsent(slice, slices.size()));
    json.writeArrayFieldStart("slices");
    for (String slice : slices.keySet()) {
      json.writeString(slice);
    }
    json.writeEndArray();
    Map<PlayableRecordings.Name, Integer> playable = new HashMap<>();
    json.writeArrayFieldStart("recordings");
    for (Map.Entry<PlayableRecordings.Name, byte[]> recording : recordings.mp3().entrySet()) {
      playable.put(recording.getKey(), playable.size());
      json.writeBinary(recording.getValue());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("utterances");
    for (Row row : utterances.rows()) {
      json.writeStartArray();
      json.writeString(row.id());
      json.writeNumber(row.task() == Task.CLASSIFICATION ? 1 : 0);
      number(json, row.seconds());
      json.writeStartArray();
      for (String slice : row.slices()) {
        json.writeNumber(slices.get(slice));
      }
      json.writeEndArray();
      json.writeString(row.reference());
      json.writeStartArray();
      for (Heard heard : row.heard()) {
        json.writeStartArray();
        json.writeNumber(heard.errors());
        for (Object mark : heard.marks()) {
          json.writeObject(mark);
        }
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeStartArray();
      for (int heard : row.byRun()) {
        json.writeNumber(heard);
      }
      json.writeEndArray();
      json.writeNumber(recordings.of(row).map(playable::get).orElse(-1));
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /** JSON has no other than finite numbers. */
  private static void number(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(new BigDecimal(value).round(DIGITS).doubleValue());
    }
  }
}
