/** Alerts on the screen: what was found, the rules, and a notice when something is. */
package org.bancada.ui.alert;
