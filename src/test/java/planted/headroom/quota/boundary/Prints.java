package planted.headroom.quota.boundary;

/** Prints. */
public class Prints {
    void out() {
        System.out.println("out");
    }

    void err() {
        System.err.println("err");
    }

    void trace(IllegalStateException thrown) {
        thrown.printStackTrace();
    }
}
