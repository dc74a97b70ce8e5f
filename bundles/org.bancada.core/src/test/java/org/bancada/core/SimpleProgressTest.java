package org.bancada.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

class SimpleProgressTest {
    private final SimpleProgress progress = new SimpleProgress();
    private final List<String> told = new ArrayList<>();

    @Test
    void cancelTellsEverybodyOnce() {
        progress.onCancel(() -> told.add("a"));
        Progress.Registration taken = progress.onCancel(() -> told.add("b"));
        progress.onCancel(() -> told.add("c"));
        taken.close();
        taken.close();
        progress.check();
        progress.cancel();
        progress.cancel();
        assertEquals(List.of("a", "c"), told);
        assertThrows(CancellationException.class, progress::check);
    }

    @Test
    void whoAsksLateIsToldAtOnce() {
        progress.cancel();
        progress.onCancel(() -> told.add("late")).close();
        assertEquals(List.of("late"), told);
    }

    @Test
    void theSameActionMayWaitTwice() {
        Runnable action = () -> told.add("x");
        Progress.Registration first = progress.onCancel(action);
        progress.onCancel(action);
        first.close();
        progress.cancel();
        assertEquals(List.of("x"), told);
    }
}
