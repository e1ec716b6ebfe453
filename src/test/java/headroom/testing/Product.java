package headroom.testing;

/** One running product for all black-box tests of a run, started by the first that asks. */
public final class Product {
    private static Product product;

    private final TestDatabase database = SharedDatabase.running();
    private final TestServer server = TestServer.launch(
                    SharedDatabase.directory().resolve("server"), database)
            .awaitReady();

    private TestServer second;

    private Product() {}

    public static synchronized Product running() {
        if (product == null) {
            product = new Product();
        }
        return product;
    }

    static synchronized void stopIfRunning() {
        if (product != null) {
            product.server.close();
            if (product.second != null) {
                product.second.close();
            }
        }
    }

    public TestDatabase database() {
        return database;
    }

    public TestServer server() {
        return server;
    }

    /** Another server on the same database, started by the first test that asks. */
    public synchronized TestServer second() {
        if (second == null) {
            second = TestServer.launch(SharedDatabase.directory().resolve("second"), database);
        }
        return second.awaitReady();
    }

    /** The API, for a tenant that no other test knows. */
    public Api api() {
        return new Api(server.url()).forTenant(Api.newTenant()).register();
    }
}
