package org.bancada.image.internal;

import java.time.Instant;

import org.bancada.image.Image;

/** What a node is told about one distribution of an image, in the text form of docs/node-contract.md; signed as it stands. */
record Manifest(Image image, String infoHash, int pieceLength, Instant issued, Instant expires) {

    /** Every value is free of line ends: {@link ImageName} and {@link ImageVersion} let no others in. */
    String text() {
        return String.join("\n", "manifest=1", "id=" + image.id(), "name=" + image.name(), "ostype=" + image.ostype(),
                "version=" + image.version(), "format=" + image.format(), "size=" + image.size(), "virtual_size=" + image.virtualSize(),
                "sha256=" + image.sha256(), "infohash=" + infoHash, "piece_length=" + pieceLength,
                "models=" + (image.models().isEmpty() ? "*" : String.join(";", image.models())), "issued=" + issued.getEpochSecond(),
                "expires=" + expires.getEpochSecond(), "");
    }
}
