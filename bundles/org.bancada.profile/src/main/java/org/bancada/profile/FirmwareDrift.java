package org.bancada.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bancada.core.Facts;

/**
 * A firmware setting that is not as the profile wants it.
 *
 * @param key the setting, as the profile writes it
 * @param actual what this PC has
 * @param wanted what it should be
 * @param place file and line of the profile
 */
public record FirmwareDrift(String key, String actual, String wanted, String place) {

    /** Settings that this PC has with another value. What the PC does not tell cannot have drifted. Case does not matter: tools differ. */
    public static List<FirmwareDrift> of(Profile profile, Facts facts) {
        Map<String, String> actual = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        facts.asMap().subMap("firmware.", "firmware/").forEach((key, value) -> actual.put(key.substring("firmware.".length()), value.strip()));
        List<FirmwareDrift> drifts = new ArrayList<>();
        profile.firmware().forEach((key, wanted) -> {
            String value = actual.get(key);
            if (value != null && wanted.stream().noneMatch(value::equalsIgnoreCase)) {
                drifts.add(new FirmwareDrift(key, value, wanted.getFirst(), profile.place("firmware." + key)));
            }
        });
        return drifts;
    }
}
