/** Brings an image to many nodes. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.rollout;
