package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArtifactStoreTest {
  private static final Provenance PROVENANCE =
      new Provenance(
          Map.of("corpus", List.of(Sha256.of("corpus"))),
          CanonicalJson.of(Map.of("learning_rate", 1e-4, "steps", 100L)),
          7,
          "1",
          Duration.ofMillis(1500));

  private static final ClaimSettings CLAIMS =
      new ClaimSettings(Duration.ofMinutes(5), Optional.empty());

  private S3Server server;
  private ArtifactStore store;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    server = S3Server.start(folder);
    store = ArtifactStore.connect(server.settings());
  }

  @AfterAll
  void stop() throws Exception {
    store.close();
    server.close();
  }

  /** A key that no other test uses. */
  private static ArtifactKey key(TestInfo test) {
    return new ArtifactKey("finetune", Sha256.of(test.getDisplayName()));
  }

  @Test
  void whatIsPublishedIsReadBack(TestInfo test) throws Exception {
    ArtifactDraft draft = store.draft(key(test));
    draft.put("config.json", "{}".getBytes(UTF_8));
    draft.put("trainer/state.json", "{\"step\":3}".getBytes(UTF_8));

    Manifest published = draft.publish(PROVENANCE);

    assertThat(store.find(key(test))).contains(published);
    assertThat(published.inputs()).isEqualTo(PROVENANCE.inputs());
    assertThat(published.parameters()).isEqualTo(PROVENANCE.parameters());
    assertThat(published.elapsed()).isEqualTo(PROVENANCE.elapsed());
    assertThat(published.files())
        .extracting(ManifestFile::path)
        .containsExactly("config.json", "trainer/state.json");
    try (InputStream content = store.open(key(test)).open("trainer/state.json")) {
      assertThat(content).hasContent("{\"step\":3}");
    }
  }

  @Test
  void aDraftIsInvisibleUntilItIsPublished(TestInfo test) throws Exception {
    store.draft(key(test)).put("config.json", new byte[10]);

    assertThat(store.find(key(test))).isEmpty();
    assertThatThrownBy(() -> store.open(key(test)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_MISSING));
  }

  @Test
  void aFolderGoesUpAndComesDownAsItWas(TestInfo test, @TempDir Path folder) throws Exception {
    Path original = folder.resolve("original");
    for (int index = 0; index < 40; index++) {
      Path file = original.resolve("part" + index % 3).resolve(index + ".txt");
      Files.createDirectories(file.getParent());
      Files.writeString(file, "content " + index);
    }
    Files.createFile(original.resolve("empty"));
    ArtifactDraft draft = store.draft(key(test));
    draft.putAll("data", original);
    draft.put("other", new byte[1]);
    draft.publish(PROVENANCE);

    store.open(key(test)).download("data/", folder.resolve("copy"));

    Path copy = folder.resolve("copy/data");
    assertThat(relativeFiles(copy)).hasSize(41).isEqualTo(relativeFiles(original));
    for (Path file : relativeFiles(original)) {
      assertThat(copy.resolve(file)).hasSameBinaryContentAs(original.resolve(file));
    }
    assertThat(folder.resolve("copy/other")).doesNotExist();
  }

  @Test
  void aFileOfSeveralPiecesIsReadWhole(TestInfo test, @TempDir Path folder) throws Exception {
    byte[] content = new byte[2 * RangedStream.PIECE_BYTES + 17];
    new Random(1).nextBytes(content);
    Path file = Files.write(folder.resolve("big"), content);
    ArtifactDraft draft = store.draft(key(test));
    draft.put("big", file);
    draft.publish(PROVENANCE);

    try (InputStream stream = store.open(key(test)).open("big")) {
      assertThat(stream.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void equalContentPublishedTwiceIsOneArtifact(TestInfo test) throws Exception {
    ArtifactDraft first = store.draft(key(test));
    ArtifactDraft second = store.draft(key(test));
    first.put("file", new byte[] {1});
    second.put("file", new byte[] {1});

    Manifest published = first.publish(PROVENANCE);

    assertThat(second.publish(PROVENANCE)).isEqualTo(published);
    assertThat(relativeFiles(server.file("artifacts/" + key(test) + "/files"))).hasSize(1);
    store.open(key(test)).open("file").readAllBytes();
  }

  @Test
  void circumstancesMayBeOthersWhenTheSameIsMadeAgain(TestInfo test) throws Exception {
    ArtifactDraft first = draft(test, 1);
    first.putCircumstances("README.md", new byte[] {1});
    Manifest published = first.publish(PROVENANCE);
    assertThat(store.find(key(test))).contains(published);
    assertThat(published.files())
        .extracting(ManifestFile::path, ManifestFile::circumstances)
        .contains(tuple("README.md", true), tuple("file", false));

    ArtifactDraft again = draft(test, 1);
    again.putCircumstances("README.md", new byte[] {2});
    Manifest replaced = again.replace(PROVENANCE);

    assertThat(replaced.contentDigest()).isEqualTo(published.contentDigest());
    assertThat(store.open(key(test)).open("README.md").readAllBytes()).containsExactly(2);
  }

  @Test
  void whatAMachineGaveIsKeptAndIsNoPartOfTheContent(TestInfo test) throws Exception {
    MachineUse use = new MachineUse(16, OptionalDouble.of(12.5));
    Manifest plain = draft(test, 1).publish(PROVENANCE);
    assertThat(machine(test)).isEqualTo(MachineUse.UNKNOWN);
    Manifest known =
        draft(test, 1)
            .replace(
                new Provenance(
                    PROVENANCE.inputs(),
                    PROVENANCE.parameters(),
                    PROVENANCE.seed(),
                    PROVENANCE.codeVersion(),
                    PROVENANCE.elapsed(),
                    use));
    assertThat(known.contentDigest()).isEqualTo(plain.contentDigest());
    assertThat(machine(test)).isEqualTo(use);

    Path manifest = server.file("artifacts/" + key(test) + "/manifest.json");
    OlderManifest.put(manifest, text -> text.replaceFirst(",\\s*\"machine\" : \\{[^}]*\\}", ""));
    assertThat(manifest).content().doesNotContain("machine");
    assertThat(machine(test)).isEqualTo(MachineUse.UNKNOWN);
  }

  /** As a process tells that knows nothing yet. */
  private MachineUse machine(TestInfo test) throws Exception {
    try (ArtifactStore afresh = ArtifactStore.connect(server.settings())) {
      return afresh.open(key(test)).manifest().machine();
    }
  }

  @Test
  void onlyTheCardMayTellOfCircumstances(TestInfo test) {
    ArtifactDraft draft = store.draft(key(test));
    assertThatThrownBy(() -> draft.putCircumstances("model.onnx", new byte[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model.onnx");
  }

  @Test
  void aManifestThatExemptsAnotherFileFromTheDigestIsDamaged(TestInfo test) throws Exception {
    ArtifactDraft draft = draft(test, 1);
    draft.putCircumstances("README.md", new byte[] {1});
    draft.publish(PROVENANCE);
    Path manifest = server.file("artifacts/" + key(test) + "/manifest.json");
    OlderManifest.put(manifest, text -> text.replace("README.md", "model.onnx"));

    assertThatThrownBy(() -> store.open(key(test)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_CORRUPT))
        .hasMessageContaining("is not a manifest");
  }

  @Test
  void otherContentUnderAPublishedKeyIsRefusedAndHarmsNothing(TestInfo test) throws Exception {
    ArtifactDraft first = store.draft(key(test));
    ArtifactDraft second = store.draft(key(test));
    first.put("file", new byte[] {1});
    first.publish(PROVENANCE);
    second.put("file", new byte[] {2});

    assertThatThrownBy(() -> second.publish(PROVENANCE))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_CONFLICT));
    assertThat(store.open(key(test)).open("file").readAllBytes()).containsExactly(1);
  }

  @Test
  void anArtifactMadeAgainIsReplacedByEqualContentAlone(TestInfo test) throws Exception {
    publish(test, 1);
    Path before = onlyFileBelow(server.file("artifacts/" + key(test) + "/files"));

    Manifest again = draft(test, 1).replace(PROVENANCE);

    assertThat(store.find(key(test))).contains(again);
    assertThat(before).doesNotExist();
    ArtifactDraft other = draft(test, 2);
    assertThatThrownBy(() -> other.replace(PROVENANCE))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_CONFLICT));
    assertThat(store.open(key(test)).open("file").readAllBytes()).containsExactly(1);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a damaged artifact, which is made again",
      outcome = "replaced, whatever it held")
  void aDamagedArtifactIsReplacedWhateverItHeld(TestInfo test) throws Exception {
    publish(test, 1);
    Files.writeString(onlyFileBelow(server.file("artifacts/" + key(test) + "/files")), "damaged");

    draft(test, 2).replace(PROVENANCE);

    assertThat(store.open(key(test)).open("file").readAllBytes()).containsExactly(2);
    for (String damaged : List.of("", "{", "{\"format\":1}")) {
      Files.writeString(server.file("artifacts/" + key(test) + "/manifest.json"), damaged);
      draft(test, 3).replace(PROVENANCE);
      assertThat(store.open(key(test)).open("file").readAllBytes()).containsExactly(3);
    }
  }

  private void publish(TestInfo test, int content) throws Exception {
    draft(test, content).publish(PROVENANCE);
  }

  private ArtifactDraft draft(TestInfo test, int content) throws Exception {
    ArtifactDraft draft = store.draft(key(test));
    draft.put("file", new byte[] {(byte) content});
    return draft;
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "what a stage leaves that is killed at an upload",
      outcome = "nothing of it is visible, and it is removed")
  void whatAnInterruptedMakingLeftIsTidiedAway(TestInfo test, @TempDir Path state)
      throws Exception {
    Files.writeString(state.resolve("state"), "after step 5");
    publish(test, 1);
    draft(test, 1);
    store.checkpoints(key(test)).save(5, state);

    store.tidy(key(test), store.claims(CLAIMS));

    onlyFileBelow(server.file("artifacts/" + key(test) + "/files"));
    assertThat(server.objectsBelow(server.file("checkpoints/" + key(test)))).isEmpty();
    assertThat(store.open(key(test)).open("file").readAllBytes()).containsExactly(1);
  }

  @Test
  void nothingOfWhatIsBeingMadeIsTidiedAway(TestInfo test, @TempDir Path state) throws Exception {
    Files.writeString(state.resolve("state"), "after step 5");
    ArtifactDraft draft = draft(test, 1);
    store.checkpoints(key(test)).save(5, state);

    store.tidy(key(test), store.claims(CLAIMS));

    assertThat(store.checkpoints(key(test)).restoreLatest(state)).hasValue(5);
    draft.publish(PROVENANCE);
    assertThat(store.open(key(test)).open("file").readAllBytes()).containsExactly(1);
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "the same artifact published by many at once",
      outcome = "one wins; who made the same takes it, and who made another is refused")
  void ofManyDraftsPublishedAtOnceOneWins(TestInfo test) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Manifest>> publications = new ArrayList<>();
    for (int index = 0; index < 8; index++) {
      ArtifactDraft draft = store.draft(key(test));
      byte content = (byte) (index % 2);
      publications.add(
          threads.submit(
              () -> {
                draft.put("file", new byte[] {content});
                return draft.publish(PROVENANCE);
              }));
    }

    Set<Manifest> published = new HashSet<>();
    int refused = 0;
    for (Future<Manifest> publication : publications) {
      try {
        published.add(publication.get());
      } catch (ExecutionException refusal) {
        assertThat(refusal).hasMessageContaining("another run published it meanwhile");
        refused++;
      }
    }
    threads.shutdown();

    assertThat(published).containsExactly(store.find(key(test)).orElseThrow());
    assertThat(refused).isEqualTo(4);
    store.open(key(test)).open("file").readAllBytes();
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "other bytes of the same length in a file of an artifact",
      outcome = "noticed by its digest: ARTIFACT_CORRUPT names the file")
  void aChangedObjectIsFoundOutWhenRead(TestInfo test, @TempDir Path folder) throws Exception {
    ArtifactDraft draft = store.draft(key(test));
    draft.put("weights", "right".getBytes(UTF_8));
    draft.publish(PROVENANCE);
    Files.writeString(onlyFileBelow(server.file("artifacts/" + key(test) + "/files")), "wrong");

    assertThatThrownBy(() -> store.open(key(test)).open("weights").readAllBytes())
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_CORRUPT))
        .hasMessageContaining("weights");
    assertThatThrownBy(() -> store.open(key(test)).download("", folder))
        .isInstanceOf(UserFailure.class);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a file of an artifact that is cut off",
      outcome = "noticed by its length: ARTIFACT_CORRUPT names the file")
  void aShortenedObjectIsFoundOutWhenRead(TestInfo test) throws Exception {
    ArtifactDraft draft = store.draft(key(test));
    draft.put("weights", "right".getBytes(UTF_8));
    draft.publish(PROVENANCE);
    Files.writeString(onlyFileBelow(server.file("artifacts/" + key(test) + "/files")), "rig");

    assertThatThrownBy(() -> store.open(key(test)).open("weights").readAllBytes())
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("5 bytes");
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a damaged manifest",
      outcome = "ARTIFACT_CORRUPT names it")
  void aManifestThatIsNotOneIsNamed(TestInfo test) throws Exception {
    store.draft(key(test)).publish(PROVENANCE);
    Files.writeString(server.file("artifacts/" + key(test) + "/manifest.json"), "{\"format\":1}");

    assertThatThrownBy(() -> store.find(key(test)))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("manifest.json");
  }

  @Test
  void aManifestWithAPathOutsideIsRefused(TestInfo test) throws Exception {
    ArtifactDraft draft = store.draft(key(test));
    draft.put("harmless", new byte[1]);
    draft.publish(PROVENANCE);
    Path manifest = server.file("artifacts/" + key(test) + "/manifest.json");
    OlderManifest.put(manifest, text -> text.replace("harmless", "../../x"));

    assertThatThrownBy(() -> store.open(key(test)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_PATH_UNSAFE));
  }

  @Test
  void aFileThatIsAlsoAFolderIsRefused(TestInfo test) throws Exception {
    ArtifactDraft draft = store.draft(key(test));
    draft.put("a", new byte[1]);
    draft.put("c/d", new byte[1]);

    for (String path : List.of("a/b", "c")) {
      assertThatThrownBy(() -> draft.put(path, new byte[1]))
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_PATH_UNSAFE));
    }
  }

  @Test
  void aPathIsPutOnce(TestInfo test) throws Exception {
    ArtifactDraft draft = draft(test, 1);

    assertThatThrownBy(() -> draft.put("file", new byte[1]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("file");
  }

  @Test
  void aFileThatTheManifestDoesNotNameIsNotFound(TestInfo test) throws Exception {
    store.draft(key(test)).publish(PROVENANCE);

    assertThatThrownBy(() -> store.open(key(test)).open("absent"))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void theNewestArtifactsOfAStageKindComeFirst() throws Exception {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    AtomicInteger seconds = new AtomicInteger();
    try (ArtifactStore clocked =
        ArtifactStore.connect(
            server.settings(), () -> start.plusSeconds(seconds.incrementAndGet()))) {
      for (String name : List.of("one", "two", "three", "four")) {
        clocked.draft(new ArtifactKey("evaluate", Sha256.of(name))).publish(PROVENANCE);
      }
    }
    store.draft(new ArtifactKey("evaluate", Sha256.of("draft"))).put("file", new byte[1]);

    store.remove(new ArtifactKey("evaluate", Sha256.of("two")));

    assertThat(store.newest("evaluate", 4))
        .extracting(manifest -> manifest.key().digest())
        .containsExactly(Sha256.of("four"), Sha256.of("three"), Sha256.of("one"));
    assertThat(store.newest("evaluate", 1))
        .extracting(manifest -> manifest.key().digest())
        .containsExactly(Sha256.of("four"));
    assertThat(store.newest("export", 4)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"files\" : [ null ]",
        "\"inputs\" : { \"corpus\" : null }",
        "\"inputs\" : { \"corpus\" : [ null ] }",
        "\"folder\" : \"../../x\"",
        "\"created\" : \"+999999999-12-31T23:59:59Z\"",
        "\"parameters\" : null"
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "a manifest with null for a file, an input or the parameters, a folder elsewhere, or a"
              + " time that cannot be",
      outcome = "it hides no other artifact: lists and searches pass over it")
  void aManifestThatIsNoneHidesNoOther(String damage) throws Exception {
    ArtifactKey good = new ArtifactKey("align", Sha256.of("good"));
    ArtifactKey bad = new ArtifactKey("align", Sha256.of(damage));
    store.draft(good).publish(PROVENANCE);
    store.draft(bad).publish(PROVENANCE);
    Path file = server.file("artifacts/" + bad + "/manifest.json");
    ObjectNode manifest = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    manifest.setAll((ObjectNode) new ObjectMapper().readTree("{" + damage + "}"));
    Files.writeString(file, manifest.toString());

    assertThat(store.newest("align", 100))
        .extracting(Manifest::key)
        .contains(good)
        .doesNotContain(bad);
    assertThat(store.findReadable(bad)).isEmpty();
    store.remove(bad);
  }

  @Test
  void theAddressNamesTheBucket(TestInfo test) {
    assertThat(store.address(key(test)))
        .isEqualTo("s3://" + server.settings().bucket() + "/artifacts/" + key(test));
  }

  private static List<Path> relativeFiles(Path root) throws Exception {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).map(root::relativize).sorted().toList();
    }
  }

  private static Path onlyFileBelow(Path root) throws Exception {
    List<Path> files = relativeFiles(root);
    assertThat(files).hasSize(1);
    return root.resolve(files.get(0));
  }
}
