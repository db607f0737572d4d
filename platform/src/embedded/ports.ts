import { createServer } from 'node:net';

/** True when this process could listen there now. Another process may take the port before the server does: starts are retried. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** A port that is free on the loopback interface at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** The port is asked for by the user and taken by someone else. */
export class PortBusy extends Error {
  readonly code = 'PORT_BUSY';
  readonly port: number;
  constructor(port: number) {
    super(`Port ${port} on 127.0.0.1 is taken by another program; stop that one or choose another port`);
    this.name = 'PortBusy';
    this.port = port;
  }
}

/** The asked port or PortBusy; else the remembered one when it is free; else any free one. */
export async function choosePort(asked: number | undefined, remembered: number | undefined): Promise<number> {
  if (asked !== undefined && asked !== 0) {
    if (await isPortFree(asked)) return asked;
    throw new PortBusy(asked);
  }
  if (remembered !== undefined && (await isPortFree(remembered))) return remembered;
  return freePort();
}
