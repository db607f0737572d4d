/**
 * Texts that get in the way of files, through the whole product: an enrolled PC sends them by the collector's protocol, a person writes them into 業務 and a
 * correction of twenty spans, and every file of データ管理 is made by month and by period in both encodings. What is in the files is compared with what
 * the guide and SHIFT_JIS.md say, written down here by hand; the zips are extracted by `unzip`, by `7zz` and by Python where they are installed. No
 * figures but a yes or no; three minutes.
 *
 *   node scripts/run.mjs benchmarks/awkward-downloads.ts
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#collector/clock.ts';
import { enrolDevice } from '#collector/enrol/enrol-device.ts';
import { openSession } from '#collector/sender/session.ts';
import { createHttpTransport } from '#collector/sender/transport.ts';
import { createEnrolmentCode } from '#domain/contract/devices.ts';
import { createExportJob, downloadExport, listExportJobs } from '#domain/contract/export-jobs.ts';
import type { ExportEncoding, ExportJob, ExportKind, ExportRange } from '#domain/contract/export-jobs.ts';
import { createCorrection } from '#domain/contract/requests.ts';
import { signIn } from '#domain/contract/session.ts';
import { readDay, type DayAnswer } from '#domain/contract/months.ts';
import { createTask } from '#domain/contract/tasks.ts';
import { INPUT_COUNT_NAMES, WIRE_VERSION } from '#domain/contract/wire.ts';
import type { InputCounts, WireItem } from '#domain/contract/wire.ts';
import { addDays, weekdayOf } from '#domain/time/calendar.ts';
import type { WorkDate } from '#domain/time/types.ts';
import { tempDir, waitFor } from '#platform/testkit/index.ts';
import { MAX_FIELD_BYTES, readCsv } from '#reporting/csv/read-csv.ts';
import { Client } from '#reporting/testkit/client.ts';
import { startProduct } from './kit/product.ts';

/** What was meant, and the cell in Windows-31J with 数式の無効化; in UTF-8 the second text of a pair where it differs. */
const TEXTS: readonly (readonly [meant: string, windows31j: string, utf8?: string])[] = [
  ['見積 "A", B', '見積 "A", B'],
  ['先頭\tタブ', '先頭\tタブ'],
  ['\t見出し', "'\t見出し"],
  ['一行目\r\n二行目', '一行目\r\n二行目'],
  ["=cmd|'/C calc'!A0", "'=cmd|'/C calc'!A0"],
  ['＋１２', "'＋１２"],
  ['−5 度', "'－5 度", '−5 度'],
  ["'=もう一つ", "''=もう一つ"],
  ['夜 😀 の作業', '夜 〓 の作業', '夜 😀 の作業'],
  ['𠮷野家 葛󠄀城', '〓野家 葛〓城', '𠮷野家 葛󠄀城'],
  ['髙橋﨑彅①㈱〜', '髙橋﨑彅①㈱～', '髙橋﨑彅①㈱〜'],
  ['か\u3099行', 'が行', 'か\u3099行'],
  ['長い'.repeat(512), '長い'.repeat(512)],
  [' 空白 ', ' 空白 '],
];
const oneLine = (text: string): string => text.replaceAll(/\r\n|[\r\n]/g, ' ');
const ENCODINGS: readonly ExportEncoding[] = ['windows-31j', 'utf-8'];

const dir = tempDir('awkward');
const product = await startProduct();
const signIns = JSON.parse(readFileSync(join(product.dataDir, 'sample/sign-ins.json'), 'utf8')) as {
  readonly tenantCode: string;
  readonly password: string;
};
const [person, admin] = await Promise.all(['U030', 'admin'].map(signedIn));
assert.ok(person !== undefined && admin !== undefined);

/** The last Sunday before today in Tokyo: nothing else is recorded of the person, and nothing runs any more. */
let workDate = addDays(new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10) as WorkDate, -1);
while (weekdayOf(workDate) !== 0) workDate = addDays(workDate, -1);
const minuteAt = (clock: number): number => Date.parse(`${workDate}T00:00:00+09:00`) / 60_000 + clock;

await sendFromPc(person);
await declare(person);
let files = 0;
for (const encoding of ENCODINGS) {
  const month: ExportRange = { month: workDate.slice(0, 7).replace('-', '') };
  for (const range of [month, { from: workDate, to: workDate }]) {
    const made = new Map<string, Buffer>();
    for (const kind of ['kinmu', 'gyomu', 'aggregation', 'pc'] as const)
      for (const [name, bytes] of await make(admin, kind, range, encoding)) made.set(name, bytes);
    check(made, encoding);
    files += made.size;
    console.log(`${encoding}, ${'month' in range ? range.month : workDate}: ${made.size} files as they should be`);
  }
}
await product.stop();
console.log(`${files} files`);

async function signedIn(loginId: string): Promise<Client> {
  const client = new Client(() => product.portalUrl);
  assert.equal(
    (await client.call(signIn, { body: { tenant: signIns.tenantCode, password: signIns.password, loginId } })).status,
    200,
  );
  return client;
}

async function sendFromPc(client: Client): Promise<void> {
  const { code }: { code: string } = (await client.call(createEnrolmentCode)).json;
  const identity = await enrolDevice({ portalUrl: product.portalUrl, code, deviceName: 'awkward' });
  const transport = createHttpTransport(product.ingestUrl);
  const signal = new AbortController().signal;
  const opened = await openSession(identity, transport, systemClock, signal);
  assert.ok('session' in opened);
  let seq = 0;
  const base = () => ({ seq: (seq += 1), offsetMinutes: 0 });
  const counts = Object.fromEntries(INPUT_COUNT_NAMES.map((name, index) => [name, index + 1])) as InputCounts;
  const items = TEXTS.flatMap(([title], index): WireItem[] => {
    const minute = minuteAt(600 + index);
    const url = `https://www.example.jp/${title.slice(0, 100)}`;
    return [
      { ...base(), kind: 'inputMinute', minute, part: 0, counts },
      {
        ...base(),
        kind: 'windowSlice',
        minute,
        activatedAt: minute * 60_000,
        process: 'a,b.exe',
        title,
        url,
        seconds: 60,
      },
      { ...base(), kind: 'presenceChange', at: minute * 60_000, activity: title.slice(0, 60) },
    ];
  });
  const ids = { deviceId: identity.deviceId, spoolId: randomUUID(), bootId: randomUUID() };
  const body = { v: WIRE_VERSION, ...ids, sentAt: Date.now(), items };
  const answer = await transport({ method: 'POST', path: '/v1/batches', body, token: opened.session.token }, signal);
  assert.equal(answer.status, 200, JSON.stringify(answer));
}

async function declare(client: Client): Promise<void> {
  for (const [index, [title]] of TEXTS.entries()) {
    const at = { startClock: 600 + index, endClock: 601 + index };
    const body = { taskId: randomUUID(), workDate, kind: 'task', title: title.slice(0, 256), detail: title, ...at };
    await done(client.call(createTask, { body: { ...body, report: title, progress: index } }));
  }
  const spans = Array.from({ length: 20 }, (_, index) => {
    const startClock = 540 + index * 30;
    return { startClock, endClock: startClock + 15, workStyle: 'regular', breaks: [] };
  });
  const day = { spans, isHolidayWork: false, halfDay: null, scheduledMinutes: null };
  const body = { requestId: randomUUID(), workDate, day, reason: "=cmd|'/C calc'!A0\r\n二行目 😀" };
  await done(client.call(createCorrection, { body }));
  // The files are made of computed days.
  await waitFor(async () => {
    const { day }: DayAnswer = (await client.call(readDay, { params: { personId: 'me', workDate } })).json;
    return day?.clockOutClock === 18 * 60 + 45 && day.pcActiveMinutes >= TEXTS.length;
  });
}

async function done(call: ReturnType<Client['call']>): Promise<void> {
  const { status, text } = await call;
  assert.equal(status, 200, text);
}

/** The file as it is downloaded; a zip as three programs see it. */
async function make(
  client: Client,
  kind: ExportKind,
  range: ExportRange,
  encoding: ExportEncoding,
): Promise<Map<string, Buffer>> {
  const jobId = randomUUID();
  const body = { jobId, kind, range, encoding, scope: { kind: 'everyone' }, guardsFormulas: true };
  await done(client.call(createExportJob, { body }));
  const job = await waitFor(
    async () => {
      const { finished }: { finished: ExportJob[] } = (await client.call(listExportJobs)).json;
      return finished.find((each) => each.jobId === jobId);
    },
    { deadlineMs: 120_000 },
  );
  assert.equal(job.state, 'done');
  const fileName = job.file?.fileName ?? '';
  const { bytes } = await client.call(downloadExport, { params: { jobId } });
  return kind === 'kinmu' ? new Map([[fileName, bytes]]) : extract(bytes);
}

function extract(zip: Buffer): Map<string, Buffer> {
  const path = join(dir, `${randomUUID()}.zip`);
  writeFileSync(path, zip);
  const programs = [
    ['unzip', ['-q', path, '-d']],
    ['7zz', ['x', '-bd', path, '-o']],
    ['python3', ['-m', 'zipfile', '-e', path]],
  ] as const;
  const seen = programs.flatMap(([program, args]) => {
    const to = mkdtemp();
    const last = args.at(-1) === '-o' ? [...args.slice(0, -1), `-o${to}`] : [...args, to];
    try {
      execFileSync(program, last, { stdio: 'ignore' });
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw err;
    }
    return [
      new Map(
        readdirSync(to)
          .sort()
          .map((name) => [name, readFileSync(join(to, name))]),
      ),
    ];
  });
  const [first, ...others] = seen;
  assert.ok(first !== undefined, 'none of unzip, 7zz and python3 is installed');
  for (const other of others) assert.deepEqual(other, first);
  return first;
}

function mkdtemp(): string {
  const to = join(dir, randomUUID());
  mkdirSync(to);
  return to;
}

function rowsOf(made: Map<string, Buffer>, name: string, encoding: ExportEncoding): string[][] {
  const bytes = made.get(name);
  assert.ok(bytes !== undefined, `${name} is missing`);
  const text = new TextDecoder(encoding === 'utf-8' ? 'utf-8' : 'shift_jis', { fatal: true }).decode(bytes);
  assert.ok(text.endsWith('\r\n') && !/[^\r]\n/.test(text.replaceAll(/"[^"]*"/g, '')), `${name}: line ends`);
  const rows = readCsv(text, { maxRows: 2_000_000, maxFieldBytes: MAX_FIELD_BYTES });
  assert.ok(Array.isArray(rows), name);
  return rows.map((row) => [...row.cells]);
}

/** A file's rows of the person and date. */
type Own = (name: string, date: RegExp) => string[][];
type Text = (typeof TEXTS)[number];

function check(made: Map<string, Buffer>, encoding: ExportEncoding): void {
  const cellOf = ([, windows31j, utf8]: Text): string => (encoding === 'utf-8' ? (utf8 ?? windows31j) : windows31j);
  const slash = workDate.replaceAll('-', '/');
  const all = (name: string) => rowsOf(made, name, encoding);
  const number = all('U030_pc.csv')[1]?.[0] ?? '';
  assert.notEqual(number, '');
  const own = (name: string, date: RegExp) => all(name).filter((row) => row[0] === number && date.test(row.join(' ')));
  const minutes = TEXTS.map((_, index) => `${slash} 10:${String(index).padStart(2, '0')}`);

  const pc = own('U030_pc.csv', new RegExp(`^\\S+ ${slash} 10:`));
  assert.deepEqual(
    pc,
    minutes.map((at) => [number, `${at}:00`, ...'123456789']),
  );
  const texts = TEXTS.map(cellOf);
  const app = own('U030_app.csv', new RegExp(slash));
  assert.deepEqual(
    app,
    texts.map((text, index) => [number, `${minutes[index]}:00`, 'a,b.exe', text]),
  );
  const activities = TEXTS.map((each) => (each[0].length > 60 ? each[0].slice(0, 60) : cellOf(each)));
  const presence = own('U030_presence.csv', new RegExp(slash));
  assert.deepEqual(
    presence,
    activities.map((text, index) => [number, `${minutes[index]}:00`, text]),
  );
  checkTasks(own, cellOf, minutes);
  checkDay(made, own, all('approval_history.csv'));
}

function checkTasks(own: Own, cellOf: (text: Text) => string, minutes: readonly string[]): void {
  const slash = workDate.replaceAll('-', '/');
  const texts = TEXTS.map(cellOf);
  const used = own('application_aggregation.csv', new RegExp(`${slash} 10:\\d\\d a,b\\.exe`));
  assert.deepEqual(
    used.map((row) => [row[2], row[4], row[5]]),
    texts.map((text, index) => [minutes[index], text, '60']),
  );
  // The 業務 of its minute. The portal trims titles and takes 256 characters of them.
  const title = (each: Text): string => {
    const [meant] = each;
    if (meant.length > 256) return meant.slice(0, 256);
    return meant.trim() === meant ? cellOf(each) : cellOf(each).replace(/^'?\s+|\s+$/g, '');
  };
  assert.deepEqual(
    used.map((row) => row[6]),
    TEXTS.map(title),
  );
  const tasks = own('task.csv', new RegExp(`${slash} 10:`));
  assert.deepEqual(
    tasks.map((row) => row.slice(2, 6)),
    TEXTS.map((each, index) => [
      ...[`${minutes[index]}:00`, `${slash} 10:${String(index + 1).padStart(2, '0')}:00`, '0.0', title(each)],
    ]),
  );
  const reports = own('task_report.csv', new RegExp(`${workDate} 10:`));
  assert.deepEqual(
    reports.map((row) => [row[5], row[6], row[7]]),
    TEXTS.map((each) => {
      const detail = oneLine(cellOf(each));
      return [title(each), detail, detail];
    }),
  );
}

function checkDay(made: Map<string, Buffer>, own: Own, approvals: readonly string[][]): void {
  const slash = workDate.replaceAll('-', '/');
  const [kinmuName = ''] = [...made.keys()];
  const [day] = own(kinmuName, new RegExp(`^\\S+ ${slash} `));
  // Twenty spans of fifteen minutes from 9:00, the last one ends at 18:45.
  assert.deepEqual([day?.[2], day?.[3]], ['09:00', '18:45']);
  const history = approvals.filter((row) => row[0] === slash && row[1]?.includes('18:30'));
  assert.equal(history.length, 1, 'the day of twenty spans');
  console.log(history[0]?.map((cell) => cell.slice(0, 120)).join(' | '));
}
