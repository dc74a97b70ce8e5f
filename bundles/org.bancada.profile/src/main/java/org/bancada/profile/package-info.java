/** Machine models: what a profile says, which one fits a PC, what is wrong with it, and the guest that comes of it. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.profile;
