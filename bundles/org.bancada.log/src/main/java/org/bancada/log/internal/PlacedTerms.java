package org.bancada.log.internal;

import java.util.List;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.bancada.log.spi.IndexedEvent;

/** Terms for the index. Only what is parted by one space lies side by side: so a phrase query finds the phrase as it is written. */
final class PlacedTerms extends TokenStream {
    private static final int APART = 2;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private List<IndexedEvent.Placed> places = List.of();
    private int at;

    void of(List<IndexedEvent.Placed> terms) {
        places = terms;
        at = 0;
    }

    @Override
    public boolean incrementToken() {
        if (at == places.size()) {
            return false;
        }
        clearAttributes();
        IndexedEvent.Placed place = places.get(at++);
        term.append(place.term());
        increment.setPositionIncrement(place.next() ? 1 : APART);
        return true;
    }
}
