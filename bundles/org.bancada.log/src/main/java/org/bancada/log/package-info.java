/** Logs: events as nodes ship them, in one store that is asked in the query language. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.log;
