import { parseArgs } from 'node:util';
import type { JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { jetstream, jetstreamManager } from '#platform/nats.ts';
import { loadToolConfig } from '../config.ts';
import { findRunning } from '../find-running.ts';
import { listDeadLetters, readDeadLetter, replayDeadLetter } from './dead-letters.ts';
import type { DeadLetterInfo } from './dead-letters.ts';

const USAGE = `npm run dead-letters -- list [--data DIR]
npm run dead-letters -- show N                 headers and payload of letter N
npm run dead-letters -- replay --all | N…      publishes them again where they came from, and removes them`;

const lineOf = (info: DeadLetterInfo): string =>
  `${info.seq}  ${info.writtenAt}  ${info.reason}  ${info.originSubject}  ${info.bytes} bytes  ${info.error}`;

async function list(jsm: JetStreamManager): Promise<number> {
  let count = 0;
  for await (const info of listDeadLetters(jsm)) {
    console.log(lineOf(info));
    count += 1;
  }
  console.log(`${count} dead letters`);
  return 0;
}

async function show(jsm: JetStreamManager, seq: number): Promise<number> {
  const letter = await readDeadLetter(jsm, seq);
  if (letter === undefined) return fail(`there is no dead letter ${seq}`);
  console.log(lineOf(letter.info));
  console.log(Buffer.from(letter.data).toString('utf8'));
  return 0;
}

async function replay(nc: NatsConnection, jsm: JetStreamManager, seqs: readonly number[]): Promise<number> {
  let replayed = 0;
  for (const seq of seqs) {
    if (await replayDeadLetter(jsm, jetstream(nc), seq)) replayed += 1;
    else console.error(`there is no dead letter ${seq}`);
  }
  console.log(`${replayed} of ${seqs.length} replayed`);
  return replayed === seqs.length ? 0 : 1;
}

function fail(message: string): number {
  console.error(`dead-letters: ${message}`);
  return 2;
}

/** The numbers are read before the first is replayed: what dies again while we go is not replayed for ever. */
async function seqsToReplay(jsm: JetStreamManager, isAll: boolean, given: readonly string[]): Promise<number[]> {
  if (!isAll) return given.map(Number);
  const seqs: number[] = [];
  for await (const info of listDeadLetters(jsm)) seqs.push(info.seq);
  return seqs;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string', default: 'data' }, all: { type: 'boolean', default: false } },
  });
  const [command, ...given] = positionals;
  const isValid =
    given.every((text) => /^\d+$/.test(text)) &&
    ((command === 'list' && given.length === 0) ||
      (command === 'show' && given.length === 1) ||
      (command === 'replay' && values.all === (given.length === 0)));
  if (!isValid) return fail(`usage:\n${USAGE}`);
  const nc = await findRunning(loadToolConfig(), values.data);
  if (nc === undefined)
    return fail('Kinmu Lens is not running here: start it with npm start (or name its folder with --data DIR)');
  try {
    const jsm = await jetstreamManager(nc);
    if (command === 'list') return await list(jsm);
    if (command === 'show') return await show(jsm, Number(given[0]));
    return await replay(nc, jsm, await seqsToReplay(jsm, values.all, given));
  } finally {
    await nc.close();
  }
}

try {
  process.exitCode = await main();
} catch (err) {
  process.exitCode = fail(err instanceof Error ? err.message : String(err));
}
