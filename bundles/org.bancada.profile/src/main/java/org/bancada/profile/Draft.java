package org.bancada.profile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.bancada.core.Facts;
import org.bancada.core.ProblemException;

/** A first profile for a PC that none fits yet. */
public final class Draft {
    private static final List<String> MAKERS = List.of("dell", "hp", "lenovo", "acer", "asus", "fujitsu", "msi", "gigabyte", "asrock");

    /**
     * @param id where it should lie, such as {@code dell/optiplex-3050}
     * @param text the profile
     */
    public record Drafted(String id, String text) {
    }

    private Draft() {
    }

    /** @throws ProblemException when the facts do not say which model it is */
    public static Drafted of(Facts facts) throws ProblemException {
        String vendor = clean(facts, "dmi.sys_vendor");
        String product = clean(facts, "dmi.product_name");
        String version = clean(facts, "dmi.product_version");
        if (product.isEmpty()) {
            throw Texts.failure("", "draft.no-model");
        }
        // Lenovo writes the machine type into the product and the model into the version.
        boolean lenovo = vendor.equalsIgnoreCase("LENOVO") && version.toLowerCase(Locale.ROOT).startsWith("think");
        String model = lenovo ? version : product;
        StringBuilder text = new StringBuilder();
        text.append("inherit = ").append(parent(facts)).append('\n');
        text.append("name = ").append(model.toLowerCase(Locale.ROOT).startsWith(maker(vendor)) ? model : (brand(vendor) + " " + model).strip()).append('\n');
        if (!vendor.isEmpty()) {
            text.append("match.sys_vendor = ").append(vendor).append('\n');
        }
        text.append(lenovo ? "match.product_version = " : "match.product_name = ").append(model).append('\n');
        String id = maker(vendor) + "/" + slug(model.toLowerCase(Locale.ROOT).startsWith(maker(vendor) + " ") ? model.substring(maker(vendor).length() + 1) : model);
        return new Drafted(id, text.toString());
    }

    /** The profile that a draft is, with what it inherits from {@code library}. */
    public static Profile read(Drafted draft, Library library) throws ProblemException {
        ProfileFile file = new ProfileFile(draft.id(), draft.id() + ProfileFile.SUFFIX, draft.text().getBytes(StandardCharsets.UTF_8));
        Library with = Library.with(library, List.of(file));
        Optional<Profile> profile = with.profile(draft.id());
        if (profile.isEmpty()) {
            throw new ProblemException(with.problems().getLast());
        }
        return profile.get();
    }

    private static String parent(Facts facts) {
        List<PciDevice> displays = PciDevice.all(facts).stream().filter(PciDevice::isDisplay).toList();
        Optional<PciDevice> card = displays.stream().filter(d -> !Igd.is(d)).findFirst();
        boolean amd = facts.text("cpu.model").orElse("").startsWith("AMD");
        if (card.isPresent() && !(amd && displays.size() == 1)) {
            return "common/graphics-card";
        }
        if (amd) {
            return "common/amd";
        }
        boolean late = displays.stream().anyMatch(d -> Igd.generation(d).orElse(0) >= Igd.FIRST_WITHOUT_SEABIOS);
        return late ? "common/intel-igd-late" : displays.isEmpty() ? "common/pc" : "common/intel-igd";
    }

    private static String clean(Facts facts, String key) {
        String value = facts.text(key).orElse("").replaceAll("[\\p{Cntrl};*]", " ").strip();
        return value.length() > 120 ? value.substring(0, 120) : value;
    }

    private static String maker(String vendor) {
        String lower = vendor.toLowerCase(Locale.ROOT);
        if (lower.startsWith("hewlett")) {
            return "hp";
        }
        if (lower.startsWith("micro-star")) {
            return "msi";
        }
        return MAKERS.stream().filter(lower::startsWith).findFirst().orElse(lower.isEmpty() ? "other" : slug(lower.split("[ ,]")[0]));
    }

    private static String brand(String vendor) {
        String maker = maker(vendor);
        return switch (maker) {
            case "hp", "msi", "asus" -> maker.toUpperCase(Locale.ROOT);
            case "other" -> "";
            default -> {
                // ASRock, Dell: as they write themselves, but not LENOVO.
                String own = vendor.split("[ ,]")[0];
                yield own.chars().anyMatch(Character::isLowerCase) ? own : Character.toUpperCase(maker.charAt(0)) + maker.substring(1);
            }
        };
    }

    private static String slug(String text) {
        String slug = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return slug.isEmpty() ? "model" : slug;
    }
}
