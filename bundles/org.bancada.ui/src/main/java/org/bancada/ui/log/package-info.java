/** Searching the labs' logs. */
package org.bancada.ui.log;
