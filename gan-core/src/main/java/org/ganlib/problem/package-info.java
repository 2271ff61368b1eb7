/** What can go wrong, told to the user in one readable line each and mapped to an exit code by the command line. */
package org.ganlib.problem;
