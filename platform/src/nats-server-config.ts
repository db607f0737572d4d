export interface ServerVersion {
  major: number;
  minor: number;
  patch: number;
}

/** Reads `nats-server: v2.9.10` (output of `nats-server --version`) or a bare `2.12.7`; undefined when there is no version in it. */
export function parseServerVersion(text: string): ServerVersion | undefined {
  const match = /v?(\d+)\.(\d+)\.(\d+)/.exec(text);
  if (match === null) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3]) };
}

export function isAtLeast(version: ServerVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}

export interface NatsServerSettings {
  port: number;
  token: string;
  storeDir: string;
  pidFile: string;
}

/** A stored message is a whole batch of a PC that was offline, so the server's default of 1 MB would be too small. */
export const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/**
 * Text of nats-server's configuration. Only loopback: 2.9.10 has known weaknesses. `sync_interval: always` (a PubAck means "on disk")
 * exists from 2.10 on and 2.9.10 refuses to start with it; there fsync runs every two minutes and a power cut may lose acknowledged
 * messages, which the senders' retention makes good.
 */
export function natsServerConfig(version: ServerVersion, settings: NatsServerSettings): string {
  const quote = (text: string): string => JSON.stringify(text);
  return [
    'host: "127.0.0.1"',
    `port: ${settings.port}`,
    `max_payload: ${MAX_PAYLOAD_BYTES}`,
    `pid_file: ${quote(settings.pidFile)}`,
    'authorization {',
    `  token: ${quote(settings.token)}`,
    '}',
    'jetstream {',
    `  store_dir: ${quote(settings.storeDir)}`,
    // The default is three quarters of the disk space that is free at start, so a filling disk would make the next start refuse the
    // streams' reservations. Streams bound themselves; the disk watermark of the receivers bounds the rest.
    '  max_file_store: 1TB',
    ...(isAtLeast(version, 2, 10) ? ['  sync_interval: always'] : []),
    '}',
    '',
  ].join('\n');
}
