package org.bancada.collector.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.bancada.collector.CollectorCertificate;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/**
 * The collector's keys and certificates: an authority and what it signed, each in a PKCS #12 store. A store's password lies beside it, so the files'
 * mode is what protects them. A file is replaced as a whole: killed at any moment, the old one or the new one is there.
 */
final class TlsIdentity {
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    /** Some clients take no longer one. */
    private static final Duration LIFE = Duration.ofDays(397);
    private static final Duration EARLY = Duration.ofDays(30);
    private static final String AUTHORITY = "authority";
    private static final String OWN = "collector";
    private static final String SCRATCH = "collector-new";
    /** The kind of a subject alternative name that is an address, RFC 5280. */
    private static final int ADDRESS = 7;
    private static final Messages TEXT = Messages.beside(TlsIdentity.class);

    private final Path folder;
    private final Path authorityStore;
    private final Path ownStore;
    private final Path authorityFile;
    private final SecretLine password;
    private final InstantSource clock;

    /** @param folder of keys */
    TlsIdentity(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        authorityStore = folder.resolve("collector-authority.p12");
        ownStore = folder.resolve("collector.p12");
        authorityFile = folder.resolve("collector.pem");
        password = new SecretLine(folder.resolve("collector.key"));
    }

    /** PKCS #12, with one key and its chain. */
    Path keyStore() {
        return ownStore;
    }

    String password() throws ProblemException {
        return password.value();
    }

    /**
     * The identity as it is now, made or renewed when that is due.
     *
     * @param names that it has to have at least
     * @throws ProblemException when the authority is damaged or over: a new one would be refused by all nodes, so a person has to ask for it
     */
    synchronized CollectorCertificate ready(SortedSet<String> names) throws ProblemException {
        if (!Files.exists(authorityStore)) {
            return renew(names, false);
        }
        X509Certificate authority = authority();
        X509Certificate own = own(authority);
        if (own == null || !namesOf(own).containsAll(names) || clock.instant().plus(EARLY).isAfter(own.getNotAfter().toInstant())
                || clock.instant().isBefore(own.getNotBefore().toInstant())) {
            return renew(names, false);
        }
        writePem(authority);
        return described(authority, own);
    }

    /** @param another whether to make another authority too; the first one is made anyway */
    synchronized CollectorCertificate renew(SortedSet<String> names, boolean another) throws ProblemException {
        boolean withAuthority = another || !Files.exists(authorityStore);
        password.value();
        Path scratch = null;
        try {
            removeLeftOver();
            scratch = Files.createTempDirectory(folder, SCRATCH);
            Path fresh = scratch.resolve("all.p12");
            if (withAuthority) {
                keytool(fresh, AUTHORITY_LIFE, List.of("-alias", AUTHORITY, "-dname", "CN=Bancada collector authority", "-ext", "bc:critical=ca:true,pathlen:0",
                        "-ext", "ku:critical=keyCertSign,cRLSign"));
            } else {
                authority();
                Files.copy(authorityStore, fresh);
            }
            Path signer = scratch.resolve("authority.p12");
            Files.copy(fresh, signer);
            keytool(fresh, LIFE, List.of("-alias", OWN, "-signer", AUTHORITY, "-dname", "CN=Bancada collector", "-ext", "san=" + String.join(",", names.stream()
                    .map(n -> (n.matches(".*:.*|[0-9.]+") ? "ip:" : "dns:") + n).toList()), "-ext", "ku:critical=digitalSignature", "-ext", "eku=serverAuth"));
            KeyStore all = load(fresh);
            X509Certificate own = (X509Certificate) all.getCertificate(OWN);
            X509Certificate authority = (X509Certificate) all.getCertificate(AUTHORITY);
            Path served = scratch.resolve("collector.p12");
            KeyStore alone = KeyStore.getInstance("PKCS12");
            alone.load(null, null);
            alone.setKeyEntry(OWN, all.getKey(OWN, secret()), secret(), new Certificate[] {own, authority});
            try (OutputStream out = Files.newOutputStream(served)) {
                alone.store(out, secret());
            }
            // Killed between the two, the certificate is not of the authority, and is made again.
            if (withAuthority) {
                replace(signer, authorityStore);
            }
            replace(served, ownStore);
            writePem(authority);
            return described(authority, own);
        } catch (IOException | GeneralSecurityException failed) {
            throw new ProblemException(new Problem(TEXT.text("certificate.failed", failed.getMessage()), folder.toString(), TEXT.text("certificate.failed.cure")), failed);
        } finally {
            remove(scratch);
        }
    }

    /** JDK's own tool, since its classes that make certificates are not for others. */
    private void keytool(Path store, Duration life, List<String> what) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Duser.language=en", "-J-Duser.timezone=UTC", "-J-XX:TieredStopAtLevel=1", "-J-Xshare:auto", "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
        // A day earlier, for nodes whose clocks are behind.
        String start = java.time.format.DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss").withZone(java.time.ZoneOffset.UTC).format(clock.instant().minus(Duration.ofDays(1)));
        command.addAll(List.of("-startdate", start, "-validity", Long.toString(life.toDays()), "-storetype", "PKCS12", "-keystore", store.toString(),
                "-storepass:file", password.file().toString()));
        command.addAll(what);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null"))).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IOException("keytool: " + said);
            }
        } catch (InterruptedException asked) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", asked);
        }
    }

    private X509Certificate authority() throws ProblemException {
        try {
            KeyStore store = load(authorityStore);
            if (store.getCertificate(AUTHORITY) instanceof X509Certificate found && store.getKey(AUTHORITY, secret()) != null) {
                if (clock.instant().isAfter(found.getNotAfter().toInstant())) {
                    throw new ProblemException(new Problem(TEXT.text("authority.over", found.getNotAfter().toInstant()), authorityStore.toString(),
                            TEXT.text("authority.cure")));
                }
                return found;
            }
            throw new IOException("no key of that name");
        } catch (IOException | GeneralSecurityException damaged) {
            throw new ProblemException(new Problem(TEXT.text("authority.damaged", damaged.getMessage()), authorityStore.toString(), TEXT.text("authority.cure")),
                    damaged);
        }
    }

    /** What is served, null when there is none that the authority signed: that costs nobody anything to make again. */
    private X509Certificate own(X509Certificate authority) throws ProblemException {
        if (!Files.exists(ownStore)) {
            return null;
        }
        try {
            KeyStore store = load(ownStore);
            if (store.getCertificate(OWN) instanceof X509Certificate found && store.getKey(OWN, secret()) != null) {
                found.verify(authority.getPublicKey());
                return found;
            }
            return null;
        } catch (IOException | GeneralSecurityException damaged) {
            System.getLogger(TlsIdentity.class.getName()).log(System.Logger.Level.WARNING, ownStore + " is damaged and made again", damaged);
            return null;
        }
    }

    private KeyStore load(Path file) throws IOException, GeneralSecurityException, ProblemException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, secret());
        }
        return store;
    }

    private char[] secret() throws ProblemException {
        return password.value().toCharArray();
    }

    private CollectorCertificate described(X509Certificate authority, X509Certificate own) throws ProblemException {
        return new CollectorCertificate(authorityFile, fingerprint(authority), authority.getNotAfter().toInstant(), fingerprint(own), namesOf(own), own.getNotAfter().toInstant());
    }

    private static SortedSet<String> namesOf(X509Certificate certificate) throws ProblemException {
        SortedSet<String> names = new TreeSet<>();
        try {
            for (List<?> name : certificate.getSubjectAlternativeNames()) {
                String text = (String) name.get(1);
                names.add((Integer) name.get(0) == ADDRESS && text.equals("0:0:0:0:0:0:0:1") ? "::1" : text);
            }
        } catch (GeneralSecurityException unreadable) {
            throw new ProblemException(Problem.of(unreadable.getMessage()), unreadable);
        }
        return names;
    }

    private static String fingerprint(X509Certificate certificate) throws ProblemException {
        try {
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException impossible) {
            throw new ProblemException(Problem.of(impossible.getMessage()), impossible);
        }
    }

    private void writePem(X509Certificate authority) throws ProblemException {
        try {
            String text = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(authority.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
            if (!Files.exists(authorityFile) || !Files.readString(authorityFile, StandardCharsets.ISO_8859_1).equals(text)) {
                Path fresh = folder.resolve("collector.pem.new");
                Files.writeString(fresh, text);
                replace(fresh, authorityFile);
            }
        } catch (IOException | GeneralSecurityException failed) {
            throw new ProblemException(new Problem(TEXT.text("certificate.failed", failed.getMessage()), authorityFile.toString(),
                    TEXT.text("certificate.failed.cure")), failed);
        }
    }

    private static void replace(Path fresh, Path target) throws IOException {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** What a killed process left. */
    private void removeLeftOver() throws IOException {
        try (var left = Files.newDirectoryStream(folder, SCRATCH + "*")) {
            left.forEach(TlsIdentity::remove);
        }
    }

    private static void remove(Path scratch) {
        if (scratch == null) {
            return;
        }
        try (var files = Files.newDirectoryStream(scratch)) {
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(scratch);
        } catch (IOException left) {
            System.getLogger(TlsIdentity.class.getName()).log(System.Logger.Level.WARNING, "cannot remove " + scratch, left);
        }
    }
}
