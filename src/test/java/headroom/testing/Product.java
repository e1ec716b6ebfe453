package headroom.testing;

import java.nio.file.Path;

/** One running product for all black-box tests of a run: a database and a server, started by the first that asks. */
public final class Product {
    private static final Path DIRECTORY = Path.of(System.getProperty("headroom.test.directory", "target/it"))
            .resolve("product-" + ProcessHandle.current().pid());

    private final TestDatabase database;
    private final TestServer server;

    private Product() {
        database = TestDatabase.start(DIRECTORY.resolve("database"));
        server = TestServer.launch(DIRECTORY.resolve("server"), database);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        server.awaitReady();
    }

    public static Product running() {
        return Holder.PRODUCT;
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

    private void stop() {
        server.close();
        database.close();
    }

    private static final class Holder {
        private static final Product PRODUCT = new Product();
    }
}
