package org.wavetrain.service;

import java.time.Duration;
import org.wavetrain.http.Access;

/**
 * How a service works.
 *
 * @param host address to listen at
 * @param port to listen at; 0 for any that is free
 * @param mostBytes of a request's body
 * @param mostUnderWay requests that are read, wait or are computed at a time; more are refused
 * @param mostTogether recordings of a batch
 * @param patience how long the first recording of a batch waits for others
 * @param deadline how long a request may take
 * @param poll how often is asked which model is to be served
 * @param access who is answered
 */
public record ServiceSettings(
    String host,
    int port,
    long mostBytes,
    int mostUnderWay,
    int mostTogether,
    Duration patience,
    Duration deadline,
    Duration poll,
    Access access) {}
