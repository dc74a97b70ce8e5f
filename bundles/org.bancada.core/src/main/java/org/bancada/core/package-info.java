/** Values, the query language's entry points, and the contracts between engines and drivers. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.core;
