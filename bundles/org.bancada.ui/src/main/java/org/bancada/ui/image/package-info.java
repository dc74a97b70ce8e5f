/** The catalogue of base images on the screen. */
package org.bancada.ui.image;
