package headroom.testing;

/** One running product for all black-box tests of a run, started by the first that asks. */
public final class Product {
    private static Product product;

    private final TestDatabase database = SharedDatabase.running();
    private final TestServer server = TestServer.launch(
                    SharedDatabase.directory().resolve("server"), database)
            .awaitReady();

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
        }
    }

    public TestDatabase database() {
        return database;
    }

    public TestServer server() {
        return server;
    }

    /** The API, for a tenant that no other test knows. */
    public Api api() {
        return new Api(server.url()).forTenant(Api.newTenant());
    }
}
