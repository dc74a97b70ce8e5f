package org.bancada.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/**
 * What {@code --json} prints: values made of {@link Map}, {@link Iterable}, text, numbers, booleans and null, in one line each.
 * Times are ISO 8601 in UTC, sizes are bytes.
 */
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final PrintStream out;

    public Json(PrintStream out) {
        this.out = out;
    }

    /** Prints one document, or one event of a stream, and a line feed. */
    public synchronized void print(Object value) throws IOException {
        out.println(text(value));
    }

    /** The same as text, without a line feed. */
    public static String text(Object value) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, value);
        }
        return text.toString();
    }

    /** As {@link #print}, for listeners, which may not throw. */
    public void event(Object value) {
        try {
            print(value);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        switch (value) {
            case null -> generator.writeNull();
            case Map<?, ?> object -> {
                generator.writeStartObject();
                for (Map.Entry<?, ?> member : object.entrySet()) {
                    generator.writeFieldName(String.valueOf(member.getKey()));
                    write(generator, member.getValue());
                }
                generator.writeEndObject();
            }
            case Iterable<?> array -> {
                generator.writeStartArray();
                for (Object element : array) {
                    write(generator, element);
                }
                generator.writeEndArray();
            }
            case Boolean flag -> generator.writeBoolean(flag);
            case Double number -> generator.writeNumber(number);
            case Number number -> generator.writeNumber(number.longValue());
            default -> generator.writeString(value.toString());
        }
    }
}
