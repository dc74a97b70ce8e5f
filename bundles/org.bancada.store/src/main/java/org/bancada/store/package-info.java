/** What must survive: the data folder with its one owner, the embedded database, settings, secrets and the audit log. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.store;
