import type { EnrolmentFailure } from '../enrol/enrol-device.ts';
import type { HealthState } from '../health/health.ts';

/** Every sentence of the command line, Japanese and English on one line: nobody has chosen a language yet when it is read. */
const both = (ja: string, en: string): string => `${ja} / ${en}`;

export const ENROLMENT_MESSAGES: Readonly<Record<EnrolmentFailure, string>> = {
  code_unknown: both(
    '登録コードが正しくありません。画面のコードをもう一度確認してください',
    'This enrolment code is unknown. Check the code shown in the portal.',
  ),
  code_used: both(
    'この登録コードは使用済みです。画面で新しいコードを発行してください',
    'This enrolment code was already used. Make a new one in the portal.',
  ),
  code_expired: both(
    '登録コードの有効期限が切れています。画面で新しいコードを発行してください',
    'This enrolment code has expired. Make a new one in the portal.',
  ),
  code_malformed: both('登録コードの形式が正しくありません', 'This does not have the form of an enrolment code.'),
  too_many_attempts: both(
    '試行回数が多すぎます。しばらく待ってからやり直してください',
    'Too many attempts. Wait a while and try again.',
  ),
  no_connection: both(
    'サーバーに接続できません。URLとネットワークを確認してください',
    'The server cannot be reached. Check the address and the network.',
  ),
  bad_url: both(
    'URLが正しくありません（例: http://127.0.0.1:8080）',
    'This is not an address (example: http://127.0.0.1:8080).',
  ),
  unexpected_answer: both(
    'サーバーの応答が正しくありません。URLが勤務レンズの画面のものか確認してください',
    'The server did not answer as expected. Check that the address is that of the Kinmu Lens portal.',
  ),
};

export const MESSAGES = {
  enrolled: (personName: string, deviceName: string): string =>
    both(
      `登録しました: ${personName}（${deviceName}）。「npm run collector」で開始します`,
      `Enrolled for ${personName} (${deviceName}). Start with "npm run collector".`,
    ),
  alreadyEnrolled: (personName: string): string =>
    both(
      `このPCは登録済みです（${personName}）。登録し直すには --replace を付けてください`,
      `This PC is already enrolled (${personName}). Add --replace to enrol it anew.`,
    ),
  notEnrolled: both(
    'このPCは未登録です。画面でコードを発行し「npm run collector -- enroll URL コード」を実行してください',
    'This PC is not enrolled. Make a code in the portal and run "npm run collector -- enroll URL CODE".',
  ),
  alreadyRunning: (pid: number | undefined): string =>
    both(
      `すでに動作しています（PID ${pid ?? '?'}）。停止するにはそのプロセスを終了してください`,
      `It is already running (pid ${pid ?? '?'}). End that process to stop it.`,
    ),
  started: (dir: string): string => both(`記録を開始しました（${dir}）`, `Recording (${dir}).`),
  usage: (words: string): string => both(`使い方が違います: ${words}`, `not a command: ${words}`),
  stopped: both('記録を終了しました', 'Stopped.'),
  failed: (reason: string): string => both(`実行できません: ${reason}`, `It failed: ${reason}`),
} as const;

export const HEALTH_MESSAGES: Readonly<Record<HealthState, string>> = {
  ok: both('正常', 'ok'),
  sensorBlind: both('画面または入力の一部を取得できません', 'a sensor sees nothing'),
  sensorLost: both('入力を取得できません（記録されていません）', 'the sensor is lost, input is not recorded'),
  offline: both('サーバーに接続できません（データはこのPCに保存中）', 'offline, the data is kept on this PC'),
  revoked: both(
    'このPCの登録は取り消されました（データはこのPCに保存中）。登録し直すには enroll --replace',
    'this device is revoked, the data is kept on this PC; enrol again with enroll --replace',
  ),
  clockWrong: both(
    'PCの時計がずれています（補正して送信します）',
    'the clock of this PC is wrong (corrected when sent)',
  ),
  notRecording: both(
    'ディスクに書き込めません。空き容量を確認してください',
    'the disk takes no data; check the free space',
  ),
};

export const HELP = `勤務レンズ コレクター / Kinmu Lens collector

  npm run collector -- enroll URL CODE [--name NAME] [--replace]
      このPCを登録する / enrol this PC with a one-off code of the portal
  npm run collector [-- run]
      記録を開始する（Ctrl-Cで終了） / record until Ctrl-C
  npm run collector -- status
      状態を表示する / show the state
  npm run collector -- --help

  数えるのはキーの種類ごとの回数だけです。何を入力したかは記録しません。
  Only counts by class of key are recorded, never which key.

  KINMU_COLLECTOR_DIR            データの場所 / folder of identity and outbox
  KINMU_LOG_LEVEL                info
  KINMU_RETAIN_COMMITTED_DAYS    14
  KINMU_SPOOL_MAX_MEGABYTES      200
  KINMU_SEND_SPREAD_SECONDS      2
  KINMU_WINDOW_TITLES            full | off
  KINMU_WINDOW_URLS              full | host | off
`;
