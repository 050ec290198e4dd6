// A small server for the tests that answers polls, and refuses sockets as some proxies do until it is told to greet them.
import { createServer } from "node:http";
import { accept } from "./socketServer.mjs";

function serve(request, response, onPoll) {
  let text = "";
  request.on("data", (data) => (text += data));
  request.on("end", () => {
    const poll = {
      path: request.url,
      body: JSON.parse(text),
      isGone: false,
      answer: (document, status = 200) => {
        response.writeHead(status, { "Content-Type": "application/json" });
        response.end(JSON.stringify(document));
      },
    };
    response.on("close", () => (poll.isGone = !response.writableFinished));
    onPoll(poll);
  });
}

/** Listens on a free port. */
export async function listen(onPoll) {
  const server = createServer((request, response) => serve(request, response, onPoll));
  const told = {
    refused: 0,
    greet: null,
    url: "",
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  server.on("upgrade", (request, socket) => {
    if (told.greet) return told.greet(accept(request, socket));
    told.refused += 1;
    socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  told.url = `ws://127.0.0.1:${server.address().port}`;
  return told;
}
