/** PCs, what they send and what they may not know: for each control of docs/security-controls.md the change of the source that removes it. */
export const DEVICES = [
  {
    control: 'a token of a PC writes for that PC only',
    file: 'ingest/src/http/take-batch.ts',
    find: 'if (batch.deviceId !== identity.deviceId || (batch.personId ?? identity.personId) !== identity.personId) {',
    replace: 'if (batch.deviceId !== identity.deviceId) {',
  },
  {
    control: 'a revoked PC sends nothing more',
    file: 'ingest/src/http/take-batch.ts',
    find: 'if (deps.revocations.isRevoked(identity.deviceId)) {',
    replace: "if (deps.revocations.isRevoked('')) {",
  },
  {
    control: 'bombs and deep nests from a PC are refused without growing',
    file: 'ingest/src/batch/read-body.ts',
    find: 'if (isDeeperThan(bytes, WIRE_LIMITS.jsonDepth)) {',
    replace: 'if (isDeeperThan(bytes, Infinity)) {',
  },
  {
    control: 'what a tenant does not store is in no message, whatever a PC sends',
    file: 'ingest/src/batch/apply-policy.ts',
    find: 'return kept === undefined ? undefined : { ...known, ...kept };',
    replace: 'return kept === undefined ? undefined : known;',
  },
  {
    control: 'certificates of another portal and forged ones open nothing',
    file: 'ingest/src/http/open-session.ts',
    find: 'isNonceValid(body.nonce, deviceId, deps.tokenKey, now) &&\n    isSignedByDevice(body.nonce, body.signature, certificate.publicKey);',
    replace:
      "isNonceValid(body.nonce, deviceId, deps.tokenKey, now) &&\n    (body.signature !== '' || isSignedByDevice(body.nonce, body.signature, certificate.publicKey));",
  },
  {
    control: 'the token of a PC ends after 15 minutes',
    file: 'ingest/src/identity/device-token.ts',
    find: 'const TOKEN_VALID_SECONDS = 15 * 60;',
    replace: 'const TOKEN_VALID_SECONDS = 16 * 60;',
  },
  {
    control: 'a wrong clock of a PC is no dead end',
    file: 'collector/src/sender/estimate-offset.ts',
    find: 'if (Math.abs(skewMs) <= WIRE_LIMITS.skewToleranceMs) return 0;',
    replace: 'if (Math.abs(skewMs) <= Infinity) return 0;',
  },
  {
    control: 'a revoked PC sends nothing more and keeps what it holds',
    file: 'collector/src/sender/sender.ts',
    find: "if (step === 'revoked') return;",
    replace: '',
  },
  {
    control: 'a minute on two PCs counts once',
    file: 'domain/src/worktime/compute-day.ts',
    find: 'active: intervalsOfMinutes(activeMinutes),',
    replace: 'active: activeMinutes.map((start) => ({ start, end: start + 1 })),',
  },
  {
    control: 'a record that changed on the disk of a PC is set aside, not sent',
    file: 'collector/src/outbox/select-batch.ts',
    find: 'if (checksumOf(row.body) !== row.checksum) return undefined;',
    replace: 'if (checksumOf(row.body) === undefined) return undefined;',
  },
  {
    control: 'the broker is on the loopback with a token',
    file: 'platform/src/nats-server-config.ts',
    find: `'host: "127.0.0.1"',`,
    replace: `'host: "0.0.0.0"',`,
  },
  {
    control: 'counts of keys: no field of the wire could say which key',
    file: 'domain/src/contract/wire.ts',
    find: '  part: z.int().min(0).max(255).default(0),\n  counts: inputCountsSchema,',
    replace:
      '  part: z.int().min(0).max(255).default(0),\n  lastKey: z.string().optional(),\n  counts: inputCountsSchema,',
  },
  {
    control: 'equal counts, equal bytes: which keys they were is gone',
    file: 'collector/src/sensors-child/input-counter.ts',
    find: 'add(classOfKeyCode(keyCode, keyboard));',
    replace: "add(keyCode === 30 ? 'moves' : classOfKeyCode(keyCode, keyboard));",
  },
  {
    control: 'what the tenant does not store never enters the outbox of a PC',
    file: 'collector/src/minute/mask-slice.ts',
    find: "  if (item.kind !== 'windowSlice') return item;\n  const kept",
    replace:
      "  if (item.kind === 'windowSlice') return item;\n  if (item.kind !== 'windowSlice') return item;\n  const kept",
  },
];
