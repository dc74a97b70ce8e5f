/** Rollouts on the screen: the list, one rollout's nodes, and the wizard that starts one. */
package org.bancada.ui.rollout;
