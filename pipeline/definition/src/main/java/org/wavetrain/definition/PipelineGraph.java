package org.wavetrain.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.Locale;

/** The JSON form of a pipeline: what {@code wavetrain plan --format json} prints. */
public final class PipelineGraph {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private PipelineGraph() {}

  /** The pipeline with its stages in the order of running. */
  public static String toJson(Pipeline pipeline) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("name", pipeline.name()).put("seed", pipeline.seed());
    ArrayNode sources = json.putArray("sources");
    for (Source source : pipeline.sources()) {
      sources
          .addObject()
          .put("name", source.name())
          .put("path", source.path().toString())
          .put("layout", source.layout());
    }
    ArrayNode stages = json.putArray("stages");
    pipeline.stages().forEach(stage -> describe(stage, pipeline, stages.addObject()));
    pipeline
        .registration()
        .ifPresent(registration -> describe(registration, json.putObject("register")));
    new OrchestrationGraph(MAPPER)
        .describe(pipeline.orchestration(), json.putObject("orchestration"));
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("every tree has a text", impossible);
    }
  }

  private static void describe(PlannedStage stage, Pipeline pipeline, ObjectNode json) {
    json.put("name", stage.name()).put("stage", stage.kind());
    json.put("code_version", stage.descriptor().codeVersion());
    json.set("inputs", MAPPER.valueToTree(stage.inputs()));
    json.set("depends_on", MAPPER.valueToTree(pipeline.inputsOf(stage.name())));
    json.set("parameters", MAPPER.valueToTree(stage.parameters().asMap()));
    json.put("memory_mebibytes", stage.descriptor().memoryMebibytes());
    json.put("shardable", stage.descriptor().shardable());
  }

  private static void describe(Registration registration, ObjectNode json) {
    json.put("model", registration.model()).put("export", registration.export());
    json.put("evaluation", registration.evaluation()).put("metric", registration.metric());
    json.put("better", registration.better().name().toLowerCase(Locale.ROOT));
    json.set("gates", MAPPER.valueToTree(registration.gates()));
  }
}
