/** The command line: what a verb is, what it is given, and what it prints with. Verbs are OSGi services, so any bundle may add some. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.cli;
