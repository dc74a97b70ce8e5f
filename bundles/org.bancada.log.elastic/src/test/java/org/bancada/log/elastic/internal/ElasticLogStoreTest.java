package org.bancada.log.elastic.internal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

import org.bancada.log.LogStore;
import org.bancada.log.internal.LogStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real Elasticsearch. */
@Timeout(60)
class ElasticLogStoreTest extends LogStoreContract {
    private static final AtomicInteger INDICES = new AtomicInteger();
    private static Elasticsearch server;
    private ElasticLogStore store;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        server = new Elasticsearch(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        store = new ElasticLogStore(server.address("events-" + INDICES.incrementAndGet()), new char[0], InstantSource.system());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected LogStore store() {
        return store;
    }

    @Override
    protected int queries() {
        return 300;
    }
}
