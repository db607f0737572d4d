/**
 * Development only, not part of the product: serves the built ui/dist with the CSP header of the portal and a made-up API whose answers
 * are checked by the contract's schemas, so that every screen can be opened without a server.
 *
 *   node ui/dev/serve.ts [port]        0: any free one, printed; sign in as anything; ids `admin`, `empty` (admin of an empty company), `forced` (one-time password), `expiring`,
 *                                      `many`: a dashboard of 10,000 people, `halfway`: some of its charts fail,
 *                                      `manager` (administrator with an own month) and `staff` show those menus (`busy`: another's export runs, `failing`: exports fail); `strict` must register and report tasks, `calm`
 *                                      has nothing to see to, `fresh` has not started, `over` is over a cap, `broken` and `offline` fail, `cut` loses its stream; password `wrong` fails
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { readMe, type Display } from '#domain/contract/session.ts';
import { readDay, readMonth } from '#domain/contract/months.ts';
import { listPeople } from '#domain/contract/people.ts';
import { listDevices } from '#domain/contract/devices.ts';
import type { WorkOperation, WorkStyle } from '#domain/contract/work-rules.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { groupStatusAnswer, streamGroupStatus } from './fixture-group-status.ts';
import { machineAnswer } from './fixture-machine.ts';
import { noteUpload, organisationAnswer, setEmpty } from './fixture-organisation.ts';
import { dayAnswer, ID, monthAnswer, people, press } from './fixture-answers.ts';
import { approvalAnswer, resetApprovals } from './fixture-approvals.ts';
import { answerBlock, blocksOf, dressDay, dressMonth } from './fixture-day-facts.ts';
import { dashboardAnswer } from './fixture-dashboard.ts';
import { exportAnswer, resetExports } from './fixture-exports.ts';
import { noteMapping, siteNamesAnswer } from './fixture-site-names.ts';
import { systemStatusAnswer } from './fixture-system-status.ts';
import { requestAnswer } from './fixture-requests.ts';
import { ownAnswer, resetOwn, todayAnswer } from './fixture-own.ts';
import { withLongNames } from './long-names.ts';

const DIST = join(import.meta.dirname, '../dist');
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

let signedInAs: string | undefined;
const devices = [
  {
    deviceId: ID(50),
    name: 'PC-HANAKO-01',
    enrolledAt: Date.now() - 86_400_000 * 40,
    revokedAt: null as number | null,
    lastReceivedAt: Date.now() - 40_000,
  },
  {
    deviceId: ID(51),
    name: '会議室の共用PC',
    enrolledAt: Date.now() - 86_400_000 * 9,
    revokedAt: Date.now() - 86_400_000,
    lastReceivedAt: null,
  },
];
let hasChangedPassword = false;
let display: Display = { language: null, theme: 'auto' };
const me = () => {
  const isAdmin = ['admin', 'empty', 'busy', 'failing', 'lowdisk'].includes(signedInAs ?? '');
  const isManager = signedInAs === 'manager';
  const isForced = signedInAs === 'forced' && !hasChangedPassword;
  return {
    tenant: { tenantId: ID(1), code: 'demo', name: 'デモ商事', zone: 'Asia/Tokyo' },
    personId: isAdmin ? ID(3) : ID(2),
    loginId: signedInAs ?? '',
    name: isAdmin ? '管理者' : '佐藤 花子',
    isTenantAdmin: isAdmin,
    isAdministrator: isAdmin || isManager,
    isApprover: !isAdmin && signedInAs !== 'staff',
    mayDownload: signedInAs !== 'staff',
    mayViewDashboard: !isAdmin,
    hasOwnMonth: !isAdmin,
    mustChangePassword: isForced,
    passwordNotice: isForced
      ? { reason: 'one_time' as const, expiresAt: null }
      : signedInAs === 'expiring'
        ? { reason: 'expires_soon' as const, expiresAt: Date.now() + 86_400_000 * 5 }
        : null,
    display,
  };
};

const bodyOf = async (request: IncomingMessage): Promise<Record<string, string>> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (request.headers['content-type'] === 'application/octet-stream') {
    noteMapping(text);
    noteUpload(decodeURIComponent(String(request.headers['x-kinmu-file-name'])));
    return {};
  }
  return text === '' ? {} : (JSON.parse(text) as Record<string, string>);
};
const fail = (code: string) => ({ error: { code, message: code, requestId: 'dev-1' } });

/** The session, and 401 for everything else without one. */
function sessionAnswer(
  method: string,
  path: string,
  request: IncomingMessage,
  body: Record<string, string>,
): [number, unknown] | undefined {
  if (path === '/api/sign-in-conditions')
    return [200, { refusal: request.headers['x-dev-plain-http'] === '1' ? 'plain_http_refused' : null }];
  if (path === '/api/password-resets') return [200, { requested: true }];
  if (path === '/api/session' && method === 'POST') {
    if (body['password'] === 'wrong') return [401, fail('sign_in_failed')];
    signedInAs = body['loginId'];
    hasChangedPassword = false;
    display = { language: null, theme: 'auto' };
    setEmpty(signedInAs === 'empty');
    resetOwn(signedInAs ?? '');
    resetApprovals(signedInAs ?? '');
    resetExports(signedInAs ?? '');
  }
  if (signedInAs === undefined) return [401, fail('not_signed_in')];
  if (path === '/api/session/password' && method === 'PUT') {
    if (body['currentPassword'] === 'wrong') return [401, fail('sign_in_failed')];
    hasChangedPassword = true;
    return [200, { changed: true }];
  }
  if (path === '/api/session/display') return [200, (display = body as unknown as Display)];
  if (path === '/api/session' && method === 'DELETE') {
    signedInAs = undefined;
    return [200, { signedOut: true }];
  }
  if (path === '/api/session') return [200, readMe.answer?.parse(me())];
  return undefined;
}

async function answer(method: string, path: string, request: IncomingMessage): Promise<[number, unknown]> {
  const body = await bodyOf(request);
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
  const sessionPart = sessionAnswer(method, path, request, body);
  if (sessionPart !== undefined) return sessionPart;
  if (path === '/api/people') return [200, listPeople.answer?.parse(people())];
  if (path === '/api/devices') return [200, listDevices.answer?.parse({ devices })];
  if (path === '/api/enrolment-codes')
    return [
      200,
      { code: 'KL7Q-9XWM-3TRA-HV52-P8DE', expiresAt: Date.now() + 7 * 86_400_000, portalUrl: 'http://127.0.0.1:8080' },
    ];
  if (path === '/api/unrequested-answers') {
    answerBlock(body);
    return [200, { blocks: blocksOf(dressDay(dayAnswer('me', body['workDate'] as WorkDate)).day) }];
  }
  const requestPart = approvalAnswer(method, path, query, body) ?? requestAnswer(method, path, query, body);
  if (requestPart !== undefined) return requestPart;
  if (signedInAs === 'broken' && path.startsWith('/api/groups')) return [500, fail('internal')];
  if (signedInAs === 'calm' && path === '/api/groups') return [200, { groups: [] }];
  if (signedInAs === 'broken' && path.startsWith('/api/export')) return [500, fail('internal')];
  const dashboardPart = dashboardAnswer(signedInAs ?? '', path, query);
  if (dashboardPart !== undefined) return dashboardPart;
  const exportPart = exportAnswer(method, path, body);
  if (exportPart !== undefined) return exportPart;
  if (signedInAs === 'failing' && path.startsWith('/api/system-status')) return [500, fail('internal')];
  const statusPart = systemStatusAnswer(path, Object.fromEntries(query), signedInAs);
  if (statusPart !== undefined) return statusPart;
  const machinePart = machineAnswer(method, path, body);
  if (machinePart !== undefined) return machinePart;
  const groupPart = groupStatusAnswer(method, path, query, body);
  if (groupPart !== undefined) return groupPart;
  const ownPart = ownAnswer(method, path, query, body);
  if (ownPart !== undefined) return ownPart;
  if (path === '/api/operations') {
    press(body['kind'] as WorkOperation, {
      isHolidayWork: Boolean(body['isHolidayWork']),
      workStyle: (body['workStyle'] ?? 'regular') as WorkStyle,
    });
    return [200, todayAnswer()];
  }
  const device = /^\/api\/devices\/(.+)$/.exec(path);
  if (device) {
    for (const each of devices) if (each.deviceId === device[1]) each.revokedAt = Date.now();
    return [200, { revoked: true }];
  }
  const month = /^\/api\/people\/(.+)\/months\/(\d{6})$/.exec(path);
  if (month?.[2] && month[2] < '202111') return [410, fail('records_removed')];
  if (month?.[1] && month[2]) return [200, readMonth.answer?.parse(dressMonth(monthAnswer(month[1], month[2])))];
  const day = /^\/api\/people\/(.+)\/days\/(.+)$/.exec(path);
  if (day?.[1] && day[2]) return [200, readDay.answer?.parse(dressDay(dayAnswer(day[1], day[2] as WorkDate)))];
  const siteNamesPart = await siteNamesAnswer(method, path, query);
  if (siteNamesPart !== undefined) return siteNamesPart;
  return organisationAnswer(method, path, query, body) ?? [404, fail('not_found')];
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (
    /^\/api\/export-jobs\/.+\/file$/.test(path) ||
    (/\.csv$|\/files\/\w+$|names\/file$|dashboard\/download$/.test(path) && request.method === 'GET')
  ) {
    response.writeHead(200, {
      'content-type': 'text/csv',
      'content-disposition': 'attachment; filename="kinmu_202611.csv"',
    });
    response.end('dev\r\n');
    return;
  }
  if (path.endsWith('/status/stream') && signedInAs !== undefined && !['broken', 'offline'].includes(signedInAs)) {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
    streamGroupStatus(response, path, query, signedInAs === 'cut');
    return;
  }
  if (path.startsWith('/api/')) {
    const [status, body] = await answer(request.method ?? 'GET', path, request);
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(request.headers['x-dev-long-names'] === '1' ? withLongNames(body) : body));
    return;
  }
  const file = extname(path) === '' ? 'index.html' : path.slice(1);
  const content = await readFile(join(DIST, file));
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-security-policy': CSP,
  });
  response.end(content);
}

const port = Number(process.argv[2] ?? 8099);
createServer((request, response) => {
  serve(request, response).catch((error: unknown) => {
    response.writeHead(500);
    response.end(String(error));
  });
}).listen(port, '127.0.0.1', function (this: Server) {
  process.stdout.write(`http://127.0.0.1:${(this.address() as AddressInfo).port}\n`);
});
