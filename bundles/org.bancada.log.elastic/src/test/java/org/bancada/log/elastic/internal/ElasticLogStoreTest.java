package org.bancada.log.elastic.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.LogStore;
import org.bancada.log.internal.LogStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        return 200;
    }

    /** A workbench watches what its station brings in. */
    @Test
    void tailsWhatAnotherProgramBringsIn() throws Exception {
        store.add(List.of(event("old", "k", json(NOON, "\"message\":\"before\""))));
        LinkedBlockingQueue<String> came = new LinkedBlockingQueue<>();
        try (ElasticLogStore workbench = new ElasticLogStore(server.address("events-" + INDICES.get()), new char[0], InstantSource.system());
                Progress.Registration tail = workbench.tail(Query.parse("message: *"), (events, missed) -> events.forEach(e -> came.add(e.id())))) {
            store.add(List.of(event("one", "k", json(NOON, "\"message\":\"new\"")), event("two", "k", json(NOON, "\"message\":\"new\""))));
            assertEquals(List.of("one", "two"), List.of(came.poll(60, TimeUnit.SECONDS), came.poll(60, TimeUnit.SECONDS)));
            workbench.add(List.of(event("own", "k", json(NOON, "\"message\":\"new\""))));
            store.add(List.of(event("last", "k", json(NOON, "\"message\":\"new\""))));
            assertEquals(List.of("own", "last"), List.of(came.poll(60, TimeUnit.SECONDS), came.poll(60, TimeUnit.SECONDS)), "each once");
        }
    }
}
