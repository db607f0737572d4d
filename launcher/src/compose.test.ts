import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig as loadIngestConfig } from '#ingest/config.ts';
import { loadConfig as loadProcessorConfig } from '#processor/config.ts';
import { loadConfig as loadReportingConfig } from '#reporting/config.ts';
import { loadSetupConfig } from './setup/config.ts';

const projectDir = join(import.meta.dirname, '../..');
const serviceSchema = z.looseObject({
  image: z.string().optional(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()),
  depends_on: z.array(z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  deploy: z.object({ replicas: z.int() }).optional(),
});
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.unknown()),
});
const compose = composeSchema
  .loose()
  .parse(parse(readFileSync(join(projectDir, 'docker-compose.yml'), 'utf8'), { merge: true }));
const serviceOf = (name: string) => {
  const service = compose.services[name];
  assert.ok(service, `no service ${name}`);
  return service;
};
/** As compose fills in `${NAME:-default}` and `${NAME:?message}`. */
const environmentOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(serviceOf(name).environment).map(([key, value]) => [
      key,
      value.replaceAll(
        /\$\{[A-Z_]+(?::-([^}]*)|:\?[^}]*)\}/g,
        (_, fallback: string | undefined) => fallback ?? 'set-by-operator',
      ),
    ]),
  );

test('every service that depends on another, or mounts a volume, names one that exists', () => {
  for (const [name, service] of Object.entries(compose.services)) {
    for (const other of service.depends_on ?? []) assert.ok(compose.services[other], `${name} depends on ${other}`);
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':')[0] ?? '';
      assert.ok(
        source.startsWith('.') ? existsSync(join(projectDir, source)) : source in compose.volumes,
        `${name}: ${volume}`,
      );
    }
  }
});

test('every command names a file of the project', () => {
  for (const service of Object.values(compose.services)) {
    const file = service.command?.find((word) => word.endsWith('.ts'));
    if (file !== undefined) assert.ok(existsSync(join(projectDir, file)), file);
  }
});

test('each service reads the environment that it is given', () => {
  assert.equal(loadProcessorConfig(environmentOf('processor')).analytics.kind, 'server');
  assert.equal(loadReportingConfig(environmentOf('reporting')).clickhouse.kind, 'server');
  assert.equal(loadIngestConfig(environmentOf('ingest')).nats.url, 'nats://nats:4222');
  assert.equal(loadSetupConfig(environmentOf('keys')).secrets.dir, '/run/kinmu-secrets');
});

test('files of データ管理 lie in a volume of their own, which every instance of the portal mounts', () => {
  const { exportsDir } = loadReportingConfig(environmentOf('reporting')).portal;
  assert.ok(serviceOf('reporting').volumes?.includes(`exports:${exportsDir}`));
});

test('the broker is a fixed version and syncs before it acknowledges; two of ingest and of processor run', () => {
  const [, minor, patch] = /^nats:2\.(\d+)\.(\d+)$/.exec(serviceOf('nats').image ?? '') ?? [];
  assert.ok(Number(minor) > 12 || (Number(minor) === 12 && Number(patch) >= 7));
  assert.match(readFileSync(join(projectDir, 'deploy/nats.conf'), 'utf8'), /sync_interval: always/);
  assert.equal(serviceOf('ingest').deploy?.replicas, 2);
  assert.equal(serviceOf('processor').deploy?.replicas, 2);
});
