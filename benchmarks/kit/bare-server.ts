/** The reference of the ingest benchmark: node:http alone, which reads a body to its end and answers 202. A process of its own. */
import { createServer } from 'node:http';

const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
  request.on('data', () => undefined);
  request.on('end', () => response.writeHead(202).end());
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ type: 'ready', port: typeof address === 'object' ? address?.port : undefined });
});
