/** The fleet on the screen: places, nodes, one node's details. */
package org.bancada.ui.fleet;
