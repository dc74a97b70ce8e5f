/** The fleet's inventory: reports in, facts and changes out. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.fleet;
