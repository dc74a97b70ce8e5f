/** Guests on nodes and servers that run libvirt. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.virt;
