/** The HTTP side that nodes talk to. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.collector;
