import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';

/** The part of a chDB session that the bridge uses; the package is loaded only when a bridge starts. */
interface ChdbSession {
  queryAsync(sql: string, options?: { format?: string }): Promise<{ bytes(): Uint8Array }>;
  close(): void;
}

export interface ClickhouseBridge {
  url: string;
  close(): Promise<void>;
}

/** URL parameters of ClickHouse's HTTP interface that are no settings. */
const NOT_SETTINGS = new Set([
  'query',
  'query_id',
  'database',
  'session_id',
  'role',
  'user',
  'password',
  'default_format',
]);

/** Settings of the HTTP layer, which the engine alone does not know. */
const HTTP_SETTINGS = new Set(['wait_end_of_query', 'enable_http_compression', 'send_progress_in_http_headers']);

/**
 * Serves ClickHouse's HTTP interface on the loopback from the chDB engine of this process, for tests only: what @clickhouse/client sends
 * (query in the body, or in `query` with data in the body; settings, `database` and `param_x` in the URL), and the answers that it reads.
 * Each request has a session of its own, as at a server, so no setting stays from one request to the next.
 */
export async function startClickhouseBridge(path: string): Promise<ClickhouseBridge> {
  const { Session } = createRequire(import.meta.url)('chdb') as { Session: new (path: string) => ChdbSession };
  const server = createServer((req, res) => void answer(req, res, () => new Session(path)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the bridge has no address');
  return { url: `http://default:@127.0.0.1:${address.port}`, close: () => closeServer(server) };
}

async function answer(req: IncomingMessage, res: ServerResponse, open: () => ChdbSession): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://bridge');
  if (url.pathname === '/ping') return void res.end('Ok.\n');
  const body = await readBody(req);
  const queryId = url.searchParams.get('query_id');
  if (queryId !== null) res.setHeader('X-ClickHouse-Query-Id', queryId);
  const session = open();
  try {
    const statements = statementsOf(url.searchParams, body);
    for (const statement of statements.slice(0, -1)) await session.queryAsync(statement);
    const format = url.searchParams.get('default_format') ?? 'TabSeparated';
    const result = await session.queryAsync(statements.at(-1) ?? '', { format });
    res.setHeader('X-ClickHouse-Summary', '{"read_rows":"0","written_rows":"0"}');
    res.setHeader('X-ClickHouse-Format', /FORMAT\s+(\w+)\s*$/i.exec(body)?.[1] ?? format);
    res.end(result.bytes());
  } catch (err) {
    answerError(res, err);
  } finally {
    session.close();
  }
}

/** What a server does with one request, as statements of a session: choose the database, take settings and parameters, run. */
function statementsOf(params: URLSearchParams, body: string): string[] {
  const statements: string[] = [];
  const database = params.get('database');
  if (database !== null) statements.push(`USE \`${database.replaceAll('`', '\\`')}\``);
  for (const [name, value] of params) {
    if (NOT_SETTINGS.has(name) || HTTP_SETTINGS.has(name)) continue;
    if (!/^\w+$/.test(name)) throw new Error(`Code: 115. DB::Exception: Unknown setting '${name}'. (UNKNOWN_SETTING)`);
    statements.push(`SET ${name} = '${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`);
  }
  const query = params.get('query');
  statements.push(query === null ? body : `${query}\n${body}`);
  return statements;
}

function answerError(res: ServerResponse, err: unknown): void {
  const message = err instanceof Error ? err.message : String(err);
  const framed = /Code: (\d+)\. /.exec(message);
  // chDB leaves the frame off errors in inserted data; a server does not.
  const code = framed?.[1] ?? (message.startsWith('Cannot parse') ? '27' : '1002');
  const type = code === '27' ? 'CANNOT_PARSE_INPUT_ASSERTION_FAILED' : 'UNKNOWN_EXCEPTION';
  res.statusCode = code === '60' || code === '81' ? 404 : 500;
  res.setHeader('X-ClickHouse-Exception-Code', code);
  res.end(framed === null ? `Code: ${code}. DB::Exception: ${message}. (${type}) (version 26.7)\n` : `${message}\n`);
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
