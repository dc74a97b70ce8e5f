/** Why a PC is not OK: causes in plain language, each with its evidence and the next step. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.diagnosis;
