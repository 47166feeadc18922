package dev.sluice.activities.git;

import java.io.IOException;

/// A tree that nobody made with git: writing it would leave the work tree.
final class UnsafeTree extends IOException {
    private static final long serialVersionUID = 1L;

    UnsafeTree(String path) {
        super("the tree has '" + path + "' below something that is no directory");
    }
}
