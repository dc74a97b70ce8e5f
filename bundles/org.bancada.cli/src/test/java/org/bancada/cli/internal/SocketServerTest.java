package org.bancada.cli.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.bancada.cli.Verb;
import org.bancada.cli.wire.Connection;
import org.bancada.cli.wire.Frame;
import org.bancada.cli.wire.Request;
import org.bancada.cli.wire.SocketFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SocketServerTest {
    @TempDir
    Path folder;
    private final TestVerbs verbs = new TestVerbs();
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private Path socket;
    private SocketServer server;

    @BeforeEach
    void start() throws IOException {
        socket = folder.resolve("bancada.sock");
        verbs.does("echo", invocation -> {
            invocation.terminal().out().println(invocation.directory() + " " + invocation.locale() + " " + invocation.terminal().columns() + "x" + invocation.terminal().rows());
            invocation.terminal().err().println("to err");
            return Verb.DONE;
        }).does("big", invocation -> {
            invocation.terminal().out().print("x".repeat(1 << 20));
            return Verb.FAILED;
        }).does("ask", invocation -> {
            String answer = invocation.terminal().ask("Name? ", invocation.progress());
            invocation.terminal().out().println("Hello " + answer);
            return Verb.DONE;
        }).does("stay", invocation -> {
            CountDownLatch end = new CountDownLatch(1);
            invocation.progress().onCancel(end::countDown);
            invocation.terminal().out().println("staying");
            waiting.countDown();
            await(end);
            cancelled.countDown();
            invocation.terminal().out().println("left");
            return Verb.FAILED;
        }).does("overflow", invocation -> {
            throw new StackOverflowError("too deep");
        }).does("elsewhere", invocation -> {
            throw new TryAgainException();
        });
        server = server();
    }

    private SocketServer server() throws IOException {
        return new SocketServer(socket, connection -> new Session(connection, new CommandLines(verbs, "1"), verbs));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException asked) {
            throw new IllegalStateException(asked);
        }
    }

    @AfterEach
    void stop() {
        server.finish(Duration.ZERO);
    }

    private Connection connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try (SocketFile file = new SocketFile(socket)) {
            channel.connect(file.address());
        }
        return new Connection(channel);
    }

    private Connection ask(String... arguments) throws IOException {
        Connection connection = connect();
        connection.open(new Request(List.of(arguments), "/some/where", 77, 33, true, true, "pt-BR"));
        return connection;
    }

    /** What came back until the end. */
    private record Answer(String out, String err, int code) {
        static Answer of(Connection connection) throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            while (true) {
                Frame frame = connection.receive();
                switch (frame.type()) {
                    case Frame.OUT -> out.writeBytes(frame.body());
                    case Frame.ERR -> err.writeBytes(frame.body());
                    case Frame.EXIT -> {
                        return new Answer(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8), frame.body()[0]);
                    }
                    default -> {
                        return new Answer("", "", 100 + frame.type());
                    }
                }
            }
        }
    }

    @Test
    void aCommandRunsWhereItsPersonIs() throws Exception {
        assertEquals(new Answer("/some/where " + Locale.forLanguageTag("pt-BR") + " 77x33\n", "to err\n", 0), Answer.of(ask("echo")));
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(socket));
    }

    @Test
    void aCommandThatDiesOfAnErrorSaysSo() throws Exception {
        Answer answer = Answer.of(ask("overflow"));
        assertEquals(Verb.FAILED, answer.code());
        assertTrue(answer.err().contains("too deep"), answer.err());
        assertEquals(0, Answer.of(ask("echo")).code());
    }

    @Test
    void usageErrorsComeBackInTheLanguageOfTheOther() throws Exception {
        Answer answer = Answer.of(ask("nonsense"));
        assertEquals(2, answer.code());
        assertEquals("bancada: Não existe o verbo \"nonsense\". Veja: bancada --help\n", answer.err());
    }

    @Test
    void aMegabyteArrivesWhole() throws Exception {
        Answer answer = Answer.of(ask("big"));
        assertEquals(1 << 20, answer.out().length());
        assertEquals(1, answer.code());
    }

    @Test
    void questionsAreAnsweredByTheOther() throws Exception {
        Connection connection = ask("ask");
        assertArrayEquals("Name? ".getBytes(StandardCharsets.UTF_8), connection.receive().body());
        assertEquals(Frame.WANT_INPUT, connection.receive().type());
        connection.send(Frame.INPUT, "Zé\nrest".getBytes(StandardCharsets.UTF_8));
        assertEquals(new Answer("Hello Zé\n", "", 0), Answer.of(connection));
        connection = ask("ask");
        connection.receive();
        connection.receive();
        connection.send(Frame.INPUT, new byte[0]);
        assertEquals("Hello \n", Answer.of(connection).out());
    }

    @Test
    void askingIsGivenUpWhenTheOtherGoesAway() throws Exception {
        Connection connection = ask("ask");
        connection.receive();
        assertEquals(Frame.WANT_INPUT, connection.receive().type());
        connection.send(Frame.CANCEL, new byte[0]);
        assertEquals(new Answer("", "bancada: Cancelado.\n", 1), Answer.of(connection));
    }

    @Test
    void outputIsLiveAndCancelStopsTheCommand() throws Exception {
        Connection connection = ask("stay");
        assertArrayEquals("staying\n".getBytes(StandardCharsets.UTF_8), connection.receive().body());
        connection.send(Frame.CANCEL, new byte[0]);
        assertEquals(new Answer("left\n", "", 1), Answer.of(connection));
    }

    @Test
    void theLossOfTheOtherStopsTheCommand() throws Exception {
        Connection connection = ask("stay");
        await(waiting);
        connection.close();
        await(cancelled);
    }

    @Test
    void hostileFramesEndTheirOwnConnectionOnly() throws Exception {
        byte[][] hostile = {"GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII), bytes("BAN1q", 0x7fffffff), bytes("BAN1q", -1),
                bytes("BAN1q", Frame.MAX_REQUEST + 1), bytes("BAN1i", 0), bytes("BAN1q", 3, 1, 2, 3),
                bytes("BAN1q", 10, 0, 0, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff), bytes("BAN1q", 18, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff),
                new byte[0], {'B'}};
        for (byte[] bytes : hostile) {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX); SocketFile file = new SocketFile(socket)) {
                channel.connect(file.address());
                channel.write(ByteBuffer.wrap(bytes));
                channel.shutdownOutput();
                assertEquals(-1, channel.read(ByteBuffer.allocate(100)));
            } catch (IOException reset) {
                assertTrue(reset.getMessage().contains("reset") || reset.getMessage().contains("Broken pipe"), reset::toString);
            }
        }
        assertEquals(0, Answer.of(ask("echo")).code());
    }

    private static byte[] bytes(String head, int length, int... body) {
        ByteBuffer bytes = ByteBuffer.allocate(head.length() + 4 + body.length).put(head.getBytes(StandardCharsets.US_ASCII)).putInt(length);
        for (int b : body) {
            bytes.put((byte) b);
        }
        return bytes.array();
    }

    @Test
    void unaskedFramesDoNotDisturbACommand() throws Exception {
        Connection connection = ask("stay");
        await(waiting);
        for (int i = 0; i < 100; i++) {
            connection.send(Frame.INPUT, new byte[Frame.MAX_BODY]);
            connection.send((byte) 0x55, new byte[10]);
        }
        connection.send(Frame.CANCEL, new byte[0]);
        assertEquals(1, Answer.of(connection).code());
    }

    @Test
    void aStaleSocketIsReplaced() throws Exception {
        server.finish(Duration.ZERO);
        assertFalse(Files.exists(socket));
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX); SocketFile file = new SocketFile(socket)) {
            dead.bind(file.address());
        }
        assertTrue(Files.exists(socket));
        server = server();
        assertEquals(0, Answer.of(ask("echo")).code());
    }

    @Test
    void aPathLongerThanTheKernelTakesWorks() throws Exception {
        server.finish(Duration.ZERO);
        socket = Files.createDirectories(folder.resolve("a-long-name".repeat(12))).resolve("bancada.sock");
        server = server();
        assertTrue(Files.exists(socket));
        assertEquals(0, Answer.of(ask("echo")).code());
    }

    @Test
    void theEndWaitsForCommandsThenCancelsThem() throws Exception {
        Connection connection = ask("stay");
        await(waiting);
        Thread end = Thread.ofVirtual().start(() -> server.finish(Duration.ofMillis(300)));
        assertEquals(new Answer("staying\nleft\n", "", 1), Answer.of(connection));
        end.join();
        assertThrows(IOException.class, this::connect);
    }

    @Test
    void whatThisProcessCannotDoIsAskedAgain() throws Exception {
        assertEquals(100 + Frame.TRY_AGAIN, Answer.of(ask("elsewhere")).code());
    }

    @Test
    void manyCommandsDoNotMix() throws Exception {
        List<Thread> threads = new ArrayList<>();
        Queue<Object> answers = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 40; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    answers.add(Answer.of(ask("echo")).out());
                } catch (IOException failed) {
                    answers.add(failed);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40, answers.size());
        assertTrue(answers.stream().allMatch(a -> a.equals("/some/where pt_BR 77x33\n")), answers::toString);
    }

    @Test
    void aRequestThatIsTooLongIsNotEvenSent() {
        assertThrows(ProtocolException.class, () -> ask("x".repeat(Frame.MAX_REQUEST)));
    }

    @Test
    void whoSaysNothingDoesNotHoldUpTheEnd() throws Exception {
        try (Connection silent = connect()) {
            long begin = System.nanoTime();
            server.finish(Duration.ZERO);
            assertTrue(System.nanoTime() - begin < 4_000_000_000L);
        }
    }
}
