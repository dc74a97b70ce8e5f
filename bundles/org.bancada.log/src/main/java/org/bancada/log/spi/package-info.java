/** What adapters of {@link org.bancada.log.LogStore} share, so that they give the same answers. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.log.spi;
