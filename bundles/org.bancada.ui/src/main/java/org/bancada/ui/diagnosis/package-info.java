/** Why a PC is not OK. */
package org.bancada.ui.diagnosis;
