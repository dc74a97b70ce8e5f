/** The one query language: parse once, evaluate on records, complete while typing. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.core.query;
