/**
 * After an outage: facts that lie in the stream until they are queryable and every touched day is computed, as rows a second, against what the engine
 * takes when it is given the same rows directly in the same run.
 *
 *   npm run bench -- drain [PEOPLE] [MINUTES] [REPEATS]
 */
import { issueToken } from '#ingest/identity/device-token.ts';
import { STREAMS } from '#domain/contract/messages.ts';
import { insertDirectly } from './kit/direct-insert.ts';
import { drained, fleetPerson, publishPeople } from './kit/fleet-facts.ts';
import { watchProcesses, type ProcessUse } from './kit/processes.ts';
import { pourBySockets, type RawRequest } from './kit/raw-client.ts';
import { median, rounded, spreadOf, writeReport } from './kit/report.ts';
import { startStack } from './kit/stack.ts';
import { officeMinute, packUpload } from './kit/uploads.ts';

const PEOPLE = Number(process.argv[2] ?? 2_000);
const MINUTES = Number(process.argv[3] ?? 60);
const REPEATS = Number(process.argv[4] ?? 3);
/** A PC that was offline too sends what it holds in batches. */
const MINUTES_PER_UPLOAD = 10;
const DEADLINE_MS = 240_000;
const CONNECTIONS = 32;
const FIRST_MINUTE = Math.floor(Date.now() / 60_000) - REPEATS * MINUTES - 10;

const rates: number[] = [];
const references: number[] = [];
let rows = 0;
let processes: readonly ProcessUse[] = [];
for (let repeat = 0; repeat < REPEATS; repeat += 1) await measure();

async function measure(): Promise<void> {
  const stack = await startStack();
  const people = Array.from({ length: PEOPLE }, () => fleetPerson(stack.tenantId));
  // Before the outage the people are known and everything is at rest.
  const before = await stack.startProcessor();
  await publishPeople(stack.js, people);
  await drained(stack.jsm, DEADLINE_MS);
  await before.stop();

  const ingest = await stack.startIngest();
  const requests: RawRequest[] = [];
  rows = 0;
  for (const [index, person] of people.entries()) {
    const { token } = await issueToken(person, stack.tokenKey, Date.now());
    for (let minute = 0, seq = 1; minute < MINUTES; minute += MINUTES_PER_UPLOAD) {
      const items = Array.from({ length: MINUTES_PER_UPLOAD }).flatMap((_, at) => {
        const made = officeMinute(index, FIRST_MINUTE + minute + at, seq);
        seq += made.length;
        return made;
      });
      rows += items.length;
      requests.push({ token, body: packUpload(person, Date.now(), items) });
    }
  }
  const next = (): RawRequest | undefined => requests.pop();
  await pourBySockets({ port: ingest.port, connections: CONNECTIONS, status: 200, ms: DEADLINE_MS, next });
  await ingest.stop();
  const { state } = await stack.jsm.streams.info(STREAMS.activity.name);

  const processor = await stack.startProcessor();
  const watch = watchProcesses({ 'nats-server': stack.natsPid, 'processor and engine': processor.pid });
  const startedAt = performance.now();
  await drained(stack.jsm, DEADLINE_MS);
  const ms = performance.now() - startedAt;
  processes = watch.stop();
  rates.push((rows * 1000) / ms);
  await stack.stop();
  const direct = await insertDirectly(stack.storeDir, people, FIRST_MINUTE, MINUTES);
  references.push(direct.rowsPerSecond);
  console.log(
    `${rows} rows in ${state.messages} messages: ${Math.round(rates.at(-1) ?? 0)} rows/s, directly ${Math.round(direct.rowsPerSecond)}`,
  );
}

const ratios = rates.map((rate, index) => rate / (references[index] ?? Infinity));
writeReport({
  name: 'drain',
  about: `${rows} rows of ${PEOPLE} people (${MINUTES} minutes each, ${MINUTES_PER_UPLOAD} minutes an upload), taken by ingest while no processor ran; from its readiness until every row is queryable and every touched day is computed. Reference: the same number of such rows given directly to the engine, on the same store. ${REPEATS} repeats, each with new stores.`,
  columns: ['way', 'rows/s', 'spread', 'ratio'],
  rows: [
    [
      'given directly to the engine',
      Math.round(median(references)),
      spreadOf(references).map(Math.round).join(' – '),
      '1.00',
    ],
    [
      'from the stream, queryable and computed',
      Math.round(median(rates)),
      spreadOf(rates).map(Math.round).join(' – '),
      rounded(median(ratios)),
    ],
  ],
  figures: [
    { name: 'share of direct insertion', value: median(ratios), unit: '', spread: spreadOf(ratios), atLeast: 0.5 },
  ],
  processes,
});
process.exit(0);
