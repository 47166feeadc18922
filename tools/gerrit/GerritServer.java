import com.google.gerrit.pgm.Daemon;
import com.google.gerrit.pgm.Init;

/// Starts the parts of Gerrit that `gerrit.war` would start: its main class picks them from inside a war file, which Maven Central
/// does not have. First argument: `init` or `daemon`; the others go to that program as they are.
final class GerritServer {

    private GerritServer() {}

    public static void main(String[] arguments) throws Exception {
        String[] rest = java.util.Arrays.copyOfRange(arguments, 1, arguments.length);
        int status =
                switch (arguments[0]) {
                    case "init" -> new Init().main(rest);
                    case "daemon" -> new Daemon().main(rest);
                    default -> throw new IllegalArgumentException("'" + arguments[0] + "': known are 'init' and 'daemon'");
                };
        if (status != 0) {
            System.exit(status);
        }
        // The daemon's own threads keep the process alive; init is done.
        if (arguments[0].equals("init")) {
            System.exit(0);
        }
    }
}
