/** The catalogue of base images and their signed manifests. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.image;
