/** Guests of libvirt on the screen. */
package org.bancada.ui.virt;
