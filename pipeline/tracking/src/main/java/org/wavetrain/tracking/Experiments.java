package org.wavetrain.tracking;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.ExperimentsPage;
import org.wavetrain.failure.UserFailure;

/** Experiments, found by their names and created where there are none. */
final class Experiments {
  /** What MLflow's pages are to show of an experiment: they differ for training and chatting. */
  private static final ExperimentTag MODEL_TRAINING =
      ExperimentTag.newBuilder()
          .setKey("mlflow.experimentKind")
          .setValue("custom_model_development")
          .build();

  private static final int EXPERIMENTS_A_PAGE = 1000;

  private final Server server;

  Experiments(Server server) {
    this.server = server;
  }

  /** The id of the experiment with this name, which is created if there is none. */
  String idOf(String name) {
    return find(name).orElseGet(() -> create(name));
  }

  /** The id of the experiment with this name, if there is one. */
  Optional<String> find(String name) {
    return find(name, ViewType.ACTIVE_ONLY);
  }

  /** The ids of all that are not deleted, by name. */
  SortedMap<String, String> all() {
    return server.call(
        "list the experiments",
        client -> {
          SortedMap<String, String> ids = new TreeMap<>();
          ExperimentsPage page =
              client.searchExperiments("", ViewType.ACTIVE_ONLY, EXPERIMENTS_A_PAGE, List.of());
          page.getItems().forEach(found -> ids.put(found.getName(), found.getExperimentId()));
          while (page.hasNextPage()) {
            page = (ExperimentsPage) page.getNextPage();
            page.getItems().forEach(found -> ids.put(found.getName(), found.getExperimentId()));
          }
          return ids;
        });
  }

  /** One that was deleted comes back, since its name stays taken; otherwise a new one. */
  String restoredOrNew(String name) {
    return find(name, ViewType.DELETED_ONLY)
        .map(
            id -> {
              server.call(
                  "restore experiment " + name,
                  client -> {
                    client.restoreExperiment(id);
                    return id;
                  });
              return id;
            })
        .orElseGet(() -> idOf(name));
  }

  /** Hides it with its runs; its name stays taken. */
  void delete(String id) {
    server.call(
        "delete experiment " + id,
        client -> {
          client.deleteExperiment(id);
          return id;
        });
  }

  private String create(String name) {
    try {
      return server.call(
          "create experiment " + name,
          client ->
              client.createExperiment(
                  CreateExperiment.newBuilder().setName(name).addTags(MODEL_TRAINING).build()));
    } catch (UserFailure refused) {
      if (refused.code() != TrackingError.TRACKING_REQUEST_REFUSED) {
        throw refused;
      }
      // Somebody else may have created it meanwhile, or deleted it before: its name stays taken.
      return find(name).orElseThrow(() -> deletedOr(refused, name));
    }
  }

  private UserFailure deletedOr(UserFailure refused, String name) {
    return find(name, ViewType.DELETED_ONLY)
        .map(
            id ->
                new UserFailure(
                    TrackingError.TRACKING_REQUEST_REFUSED,
                    "The experiment %s was deleted on the tracking server.".formatted(name),
                    "Restore it there (`mlflow experiments restore --experiment-id %s`), or give the"
                            .formatted(id)
                        + " pipeline another name.",
                    refused))
        .orElse(refused);
  }

  private Optional<String> find(String name, ViewType view) {
    String filter =
        Filters.equal("name", name)
            .orElseThrow(
                () ->
                    new UserFailure(
                        TrackingError.TRACKING_REQUEST_REFUSED,
                        "The experiment's name %s has quotes of both kinds.".formatted(name),
                        "Give the pipeline a name without quotes."));
    // Not get-by-name: the client repeats its "not found" three times and logs each as a warning.
    return server
        .call(
            "look for experiment " + name,
            client -> client.searchExperiments(filter, view, 1, List.of()))
        .getItems()
        .stream()
        .findFirst()
        .map(Experiment::getExperimentId);
  }
}
