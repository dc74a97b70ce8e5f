/**
 * What a command and the owner of the data folder say to each other over the unix socket. Only the JDK is used here: the launcher is
 * compiled with the same sources.
 */
package org.bancada.cli.wire;
