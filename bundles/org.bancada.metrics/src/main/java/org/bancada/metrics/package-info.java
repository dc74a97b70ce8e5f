/** Readings of the nodes over time: what there is, from reports or from Prometheus, by node and by place. */
@org.osgi.annotation.versioning.Version("1.0.0")
package org.bancada.metrics;
