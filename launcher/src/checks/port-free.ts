import { createServer } from 'node:net';
import { StartProblem } from '../start-problem.ts';

/** @throws StartProblem when somebody listens there already, or the port is not ours to open */
export async function checkPortFree(port: number, option: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${error.code ?? error.message})`;
      reject(new StartProblem(`port ${port} ${why}: choose another with npm start -- ${option} N`, { cause: error }));
    });
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}
