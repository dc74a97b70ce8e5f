/** Readings over time, as charts. */
package org.bancada.ui.metrics;
