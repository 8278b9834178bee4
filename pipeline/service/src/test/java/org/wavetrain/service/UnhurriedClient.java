package org.wavetrain.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;

/** A client that sends its headers, and the body when it likes to. */
final class UnhurriedClient implements AutoCloseable {
  private final Socket socket;

  private UnhurriedClient(Socket socket) {
    this.socket = socket;
  }

  static UnhurriedClient connect(URI address, int bytes) throws IOException {
    UnhurriedClient client = new UnhurriedClient(new Socket(address.getHost(), address.getPort()));
    client.send(
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
            .formatted(address.getPath(), bytes));
    return client;
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Whether an answer has begun to come. */
  boolean isAnswered() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /** The first line of the answer. */
  String status() throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
