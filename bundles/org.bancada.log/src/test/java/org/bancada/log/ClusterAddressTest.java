package org.bancada.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bancada.core.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterAddressTest {

    @Test
    void isReadAsPeopleWriteIt() throws Exception {
        ClusterAddress address = ClusterAddress.parse(" https://logs.lab/ ", "", " ana ", "AB:".repeat(31) + "cd");
        assertEquals("https://logs.lab", address.url().toString());
        assertEquals(9200, address.port());
        assertEquals("bancada-logs", address.index());
        assertEquals("ana", address.user());
        assertEquals("ab".repeat(31) + "cd", address.fingerprint());
    }

    @ParameterizedTest
    @CsvSource({"logs.lab:9200,,,", "ftp://logs.lab,,,", "https://,,,", "https://ana:s3cret@logs.lab,,,", "https://logs.lab,Upper,,", "https://logs.lab,*,,",
        "https://logs.lab,,a:b,", "https://logs.lab,,,abc", "'https://lo gs.lab',,,", "https://logs.lab?x=y,,,"})
    void whatIsWrongIsSaid(String url, String index, String user, String fingerprint) {
        ProblemException wrong = assertThrows(ProblemException.class, () -> ClusterAddress.parse(url, index == null ? "" : index, user == null ? "" : user,
                fingerprint == null ? "" : fingerprint));
        assertFalse(wrong.problem().cure().isEmpty());
        assertFalse(wrong.problem().line().contains("s3cret"), wrong.problem().line());
    }
}
