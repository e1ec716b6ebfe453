package headroom.platform.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What the container refuses by itself, outside the API, as a problem too. */
@WebServlet(ErrorPageServlet.PATH)
public class ErrorPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static final String PATH = "/WEB-INF/problem";

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Problems.answer(ErrorMapper.ofStatus(status instanceof Integer code ? code : 404))
                .writeTo(response);
    }
}
