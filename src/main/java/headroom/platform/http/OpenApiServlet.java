package headroom.platform.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The contract (OpenAPI 3), as generated from the code when it was built. */
@WebServlet("/openapi")
public class OpenApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private transient byte[] contract = new byte[0];

    @Override
    public void init() throws ServletException {
        try {
            contract = ApiContract.read();
        } catch (IOException missing) {
            throw new ServletException("the contract is not in the WAR", missing);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        response.getOutputStream().write(contract);
    }
}
