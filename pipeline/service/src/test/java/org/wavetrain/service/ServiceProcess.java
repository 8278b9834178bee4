package org.wavetrain.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A {@link ServiceProgram} at work, which may be killed. */
final class ServiceProcess implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<String> log = new ArrayList<>();
  private final Process process;
  private final BufferedReader output;
  private final URI address;
  private final Path folder;

  private ServiceProcess(Process process) throws IOException {
    this.process = process;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    this.address = URI.create(told("address"));
    this.folder = Path.of(told("folder"));
  }

  /**
   * @param temporary its folder for temporary files
   * @param mostBytes of a request's body
   * @param wrapped the whole command of its command
   */
  static ServiceProcess start(Path temporary, long mostBytes, UnaryOperator<List<String>> wrapped)
      throws IOException {
    List<String> program =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            ServiceProgram.class.getName(),
            String.valueOf(mostBytes));
    return new ServiceProcess(
        new ProcessBuilder(wrapped.apply(program)).redirectErrorStream(true).start());
  }

  /** What it says next under this name. */
  private String told(String name) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(name + " ")) {
        return line.substring(name.length() + 1);
      }
      log.add(line);
    }
    throw new IOException("it ended: " + String.join("\n", log));
  }

  /** Has it do something, and returns what it says of it. */
  String order(String order) throws IOException {
    process.getOutputStream().write((order + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
    return told("done");
  }

  /** What it has logged until its last answer to an order. */
  List<String> log() {
    return log;
  }

  URI address(String path) {
    return address.resolve(path);
  }

  /** Where it puts recordings. */
  Path folder() {
    return folder;
  }

  HttpResponse<String> post(String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address("/transcribe")).POST(BodyPublishers.ofString(body, UTF_8));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> health() throws Exception {
    return client.send(HttpRequest.newBuilder(address("/health")).build(), BodyHandlers.ofString());
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
