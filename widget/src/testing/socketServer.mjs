// A small WebSocket server for the tests: text frames of any length up to 64 KB, no extensions, no fragments.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** Encodes one frame as a server sends it: not masked. */
function encode(opcode, payload) {
  const short = payload.length < 126;
  const length = short ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  const head = Buffer.from([0x80 | opcode, ...length]);
  return Buffer.concat([head, payload]);
}

/** Takes whole frames off the front of a buffer of masked ones; answers with them and the rest. */
function decode(buffer) {
  const frames = [];
  while (buffer.length >= 6) {
    const short = buffer[1] & 127;
    const start = short === 126 ? 4 : 2;
    const length = short === 126 ? buffer.readUInt16BE(2) : short;
    const end = start + 4 + length;
    if (buffer.length < end) break;
    const mask = buffer.subarray(start, start + 4);
    const payload = buffer.subarray(start + 4, end).map((byte, index) => byte ^ mask[index % 4]);
    frames.push({ opcode: buffer[0] & 15, payload: Buffer.from(payload) });
    buffer = buffer.subarray(end);
  }
  return [frames, buffer];
}

/** Answers the handshake; the connection then speaks through `onFrame`, `send` and `close`. */
export function accept(request, socket) {
  const key = createHash("sha1").update(request.headers["sec-websocket-key"] + GUID).digest("base64");
  const head = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${key}`];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const connection = {
    onFrame: () => {},
    onClose: () => {},
    send: (frame) => socket.writable && socket.write(encode(1, Buffer.from(JSON.stringify(frame)))),
    close: (code) => socket.end(encode(8, Buffer.from([code >> 8, code & 255]))),
    destroy: () => socket.destroy(),
  };
  let rest = Buffer.alloc(0);
  socket.on("data", (data) => {
    const [frames, left] = decode(Buffer.concat([rest, data]));
    rest = left;
    for (const { opcode, payload } of frames) {
      if (opcode === 8) socket.end();
      else if (opcode === 1) connection.onFrame(JSON.parse(payload.toString()));
    }
  });
  socket.on("error", () => {});
  socket.on("close", () => connection.onClose());
  return connection;
}

/** Listens on a free port; every connection is handed to `greet`. */
export async function listen(greet, port = 0) {
  const server = createServer();
  server.on("upgrade", (request, socket) => greet(accept(request, socket)));
  await new Promise((ready) => server.listen(port, "127.0.0.1", ready));
  return { url: `ws://127.0.0.1:${server.address().port}`, port: server.address().port, close: () => server.close() };
}
