/** What every screen is made of: tables, background work, dialogs for plans and problems. The only package that knows Job and IStatus. */
package org.bancada.ui.kit;
