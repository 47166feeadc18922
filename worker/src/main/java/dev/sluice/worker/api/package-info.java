/// The read-only JSON of the HTTP interface, as records shared by the server and the command line.
@NullMarked
package dev.sluice.worker.api;

import org.jspecify.annotations.NullMarked;
