/** A lab of real nodes on one machine. */
@org.osgi.annotation.versioning.Version("1.1.0")
package org.bancada.practice;
