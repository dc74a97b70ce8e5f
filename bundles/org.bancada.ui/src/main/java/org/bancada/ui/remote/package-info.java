/** Commands on nodes: the dialogs that start them, and the view of what came of them. */
package org.bancada.ui.remote;
