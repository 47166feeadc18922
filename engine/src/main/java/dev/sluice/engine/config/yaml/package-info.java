/// YAML with positions in, configuration model and problems out; the only place that parses.
@NullMarked
package dev.sluice.engine.config.yaml;

import org.jspecify.annotations.NullMarked;
