/** Alerts: rules over events and over facts, what they found, and who is told. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.alert;
