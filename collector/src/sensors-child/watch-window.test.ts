import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { TITLE_SAMPLE_MS, watchWindow } from './watch-window.ts';
import type { WindowDetails } from './watch-window.ts';
import { parseXpropLine } from './xprop-lines.ts';

const BEGAN_AT = 1_000_000;
let told: string[] = [];
let starts = 0;
let isAlive = true;
let print: (line: string) => void;
let watched: WindowDetails;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: BEGAN_AT });
  told = [];
  starts = 0;
  isAlive = true;
  watched = watchWindow({
    id: 1,
    now: Date.now,
    report: (window, activeAt) => told.push(`${activeAt - BEGAN_AT} ${window?.process} ${window?.title}`),
    spyOn(_args, onLine) {
      starts += 1;
      print = (text) => {
        const line = parseXpropLine(text);
        if (line) onLine(line);
      };
      return { isAlive: () => isAlive, stop: () => undefined };
    },
  });
});
afterEach(() => mock.timers.reset());

function printAll(title: string): void {
  print('_NET_WM_PID:  no such atom on any window.');
  print('WM_CLASS(STRING) = "calc", "Calc"');
  print('WM_NAME(STRING) = "?"');
  print(`_NET_WM_NAME(UTF8_STRING) = "${title}"`);
}
const setTitle = (title: string): void => print(`_NET_WM_NAME(UTF8_STRING) = "${title}"`);

test('a window is told once all its properties are read, with the moment when it came to the front', () => {
  mock.timers.tick(30);
  print('WM_NAME(STRING) = "?"');
  assert.deepEqual(told, []);
  printAll('一');
  assert.deepEqual(told, ['0 Calc 一']);
});

test('a title after a quiet second is told at once, with the moment of its change', () => {
  printAll('一');
  mock.timers.tick(5_000);
  setTitle('二');
  assert.deepEqual(told, ['0 Calc 一', '5000 Calc 二']);
});

test('titles that follow each other fast are sampled, and the last one is told', () => {
  printAll('0 %');
  for (let percent = 1; percent <= 100; percent += 1) {
    mock.timers.tick(10);
    setTitle(`${percent} %`);
  }
  mock.timers.tick(TITLE_SAMPLE_MS);
  assert.deepEqual(told, ['0 Calc 0 %', '990 Calc 99 %', '1000 Calc 100 %']);
});

test('a title that comes back within the sample is no change', () => {
  printAll('一');
  setTitle('二');
  setTitle('一');
  mock.timers.tick(10 * TITLE_SAMPLE_MS);
  assert.deepEqual(told, ['0 Calc 一']);
});

test('a change that waits for its sample is told when the window leaves the front, and nothing after that', () => {
  printAll('読み込み中');
  mock.timers.tick(300);
  setTitle('勤務一覧');
  mock.timers.tick(100);
  watched.stop();
  assert.deepEqual(told, ['0 Calc 読み込み中', '300 Calc 勤務一覧']);
  mock.timers.tick(10 * TITLE_SAMPLE_MS);
  assert.equal(told.length, 2);
});

test('a window without any title is told with an empty one, and without a process by its class', () => {
  print('_NET_WM_PID:  not found.');
  print('WM_CLASS:  not found.');
  print('WM_NAME:  not found.');
  print('_NET_WM_NAME:  not found.');
  assert.deepEqual(told, ['0  ']);
});

test('the process id gives the name of the program file', () => {
  print(`_NET_WM_PID(CARDINAL) = ${process.pid}`);
  print('WM_CLASS(STRING) = "x", "X"');
  print('WM_NAME(STRING) = "題名"');
  print('_NET_WM_NAME:  not found.');
  assert.deepEqual(told, ['0 node 題名']);
});

test('an xprop that ended is started again by the next check', () => {
  watched.check();
  assert.equal(starts, 1);
  isAlive = false;
  watched.check();
  assert.equal(starts, 2);
});
