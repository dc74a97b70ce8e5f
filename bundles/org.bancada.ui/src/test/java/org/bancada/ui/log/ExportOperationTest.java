package org.bancada.ui.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.bancada.core.DataFolder;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.core.query.Query;
import org.bancada.log.LogQuery;
import org.bancada.log.NewEvent;
import org.bancada.log.internal.LuceneLogStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportOperationTest {
    @TempDir
    Path folder;
    private LuceneLogStore store;

    @BeforeEach
    void fill() throws Exception {
        store = new LuceneLogStore(new DataFolder(Files.createDirectory(folder.resolve("data"))));
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(new NewEvent("id" + i, "syslog", true, "{\"host\":\"le1-0" + i % 2 + "\",\"message\":\"=line " + i + "\"}", Instant.EPOCH.plusSeconds(i)));
        }
        store.add(events);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private ExportOperation export(String query, Path file) throws Exception {
        return new ExportOperation(store, LogQuery.of(Query.parse(query)), List.of("host"), file);
    }

    @Test
    void theCountIsSaidFirstAndEveryFieldIsInTheFile() throws Exception {
        Path file = folder.resolve("out.csv");
        Plan plan = export("host: le1-01", file).plan();
        assertTrue(plan.title().contains("50") && plan.losses().isEmpty(), plan.toString());
        assertEquals(50, export("host: le1-01", file).run(plan, Progress.none()));
        List<String> lines = Files.readAllLines(file);
        assertEquals(51, lines.size());
        assertTrue(lines.getFirst().startsWith("@timestamp,_id,host,") && lines.getFirst().contains("message"), lines.getFirst());
        assertTrue(lines.get(1).contains("'=line 1"), lines.get(1));
        assertFalse(export("*", file).plan().losses().isEmpty(), "what is there is replaced: that is said");
        assertTrue(export("host: nobody", file).plan().isEmpty());
    }

    @Test
    void whatIsCancelledOrFailsLeavesTheOldFileAsItWas() throws Exception {
        Path file = Files.writeString(folder.resolve("out.jsonl"), "old");
        ExportOperation export = export("*", file);
        SimpleProgress cancelled = new SimpleProgress();
        cancelled.cancel();
        assertThrows(CancellationException.class, () -> export.run(export.plan(), cancelled));
        assertEquals("old", Files.readString(file));
        Path nowhere = folder.resolve("no/such/folder/out.csv");
        ProblemException failed = assertThrows(ProblemException.class, () -> export("*", nowhere).run(export("*", nowhere).plan(), Progress.none()));
        assertEquals(nowhere.toString(), failed.problem().where());
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(left -> left.toString().endsWith(".part")));
        }
    }
}
