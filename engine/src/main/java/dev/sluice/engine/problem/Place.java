package dev.sluice.engine.problem;

/// Where a problem stands. Lines and columns count from 1; 0 means the whole file, an empty path the whole
/// project-branch.
///
/// @param project canonical name of the project, or empty for a file outside any project
/// @param branch the branch, or empty
/// @param path the file's path from the root of the repository
public record Place(String project, String branch, String path, int line, int column, int endLine, int endColumn) {

    /// A place in a file that belongs to no project, such as the settings.
    public static Place file(String path, int line, int column) {
        return new Place("", "", path, line, column, line, column);
    }

    /// `path:line:column`, as editors and compilers print it.
    @Override
    public String toString() {
        return line > 0 ? path + ":" + line + ":" + column : path;
    }
}
