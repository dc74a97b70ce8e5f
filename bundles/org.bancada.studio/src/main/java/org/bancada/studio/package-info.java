/** From a PC to its machine model and back: probe, save, send, try, set firmware. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.studio;
