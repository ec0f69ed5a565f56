// @ts-check
// Serves dist/ on 127.0.0.1, compressed, with the headers that a page with WebAssembly needs: `npm run demo`.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { pathToFileURL } from "node:url";

const FOLDER = new URL("../dist/", import.meta.url);
/** @type {Record<string, string>} */
const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", wasm: "application/wasm" };

/**
 * @param {number} port 0 for any that is free
 * @returns {Promise<{url: string, close: () => void}>}
 */
export async function serve(port) {
  /** @type {Map<string, Buffer>} */
  const packed = new Map();
  const server = createServer(async (request, response) => {
    const name = new URL(request.url ?? "/", "http://localhost").pathname.slice(1) || "index.html";
    const type = /^[\w.-]+\.(\w+)$/.exec(name)?.[1] ?? "";
    try {
      if (!TYPES[type]) throw new Error("no such file");
      const body = packed.get(name) ?? gzipSync(await readFile(new URL(name, FOLDER)));
      packed.set(name, body);
      response.writeHead(200, {
        "content-type": TYPES[type],
        "content-encoding": "gzip",
        "content-security-policy":
          "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:",
        "x-content-type-options": "nosniff",
      });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(port, "127.0.0.1", () => listening(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await serve(Number(process.env["PORT"] ?? 8090));
  console.log(`the demo is at ${url}`);
}
