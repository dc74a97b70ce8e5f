package org.bancada.cli.internal;

import org.bancada.cli.Engines;

/** The engines of one command, until it is over. */
interface HeldEngines extends Engines, AutoCloseable {
    @Override
    void close();
}
