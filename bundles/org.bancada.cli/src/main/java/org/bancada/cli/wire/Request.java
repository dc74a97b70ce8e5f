package org.bancada.cli.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as a person typed it, and where.
 *
 * @param arguments the verb and what follows
 * @param directory absolute path that relative files are meant from
 * @param columns width of the terminal, 0 when there is none
 * @param rows height of the terminal, 0 when there is none
 * @param inputTerminal whether somebody can be asked
 * @param outputTerminal whether standard output is a terminal
 * @param language BCP 47 tag of the person's language
 */
public record Request(List<String> arguments, String directory, int columns, int rows, boolean inputTerminal, boolean outputTerminal, String language) {
    private static final int MAX_ARGUMENTS = 65_536;

    public Request {
        arguments = List.copyOf(arguments);
    }

    byte[] encode() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeInt(columns);
        data.writeInt(rows);
        data.writeBoolean(inputTerminal);
        data.writeBoolean(outputTerminal);
        put(data, language);
        put(data, directory);
        data.writeInt(arguments.size());
        for (String argument : arguments) {
            put(data, argument);
        }
        return bytes.toByteArray();
    }

    static Request decode(byte[] body) throws IOException {
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(body));
        int columns = data.readInt();
        int rows = data.readInt();
        boolean input = data.readBoolean();
        boolean output = data.readBoolean();
        String language = get(data);
        String directory = get(data);
        int count = data.readInt();
        if (count < 0 || count > MAX_ARGUMENTS) {
            throw new ProtocolException(count + " arguments; at most " + MAX_ARGUMENTS + " are taken");
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(get(data));
        }
        return new Request(arguments, directory, columns, rows, input, output, language);
    }

    private static void put(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static String get(DataInputStream data) throws IOException {
        int length = data.readInt();
        if (length < 0 || length > data.available()) {
            throw new ProtocolException("a text of " + Integer.toUnsignedString(length) + " bytes in a request that ends before");
        }
        return new String(data.readNBytes(length), StandardCharsets.UTF_8);
    }
}
