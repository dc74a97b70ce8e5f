/** Machine models: the list of them, and the studio. */
package org.bancada.ui.profile;
