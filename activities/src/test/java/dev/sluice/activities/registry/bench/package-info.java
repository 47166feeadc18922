/// Measures copies of images against skopeo, on registries of the same machine.
package dev.sluice.activities.registry.bench;
