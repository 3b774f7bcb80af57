import { createServer } from 'node:net';
import { PlainError } from './errors.mjs';

/** Resolves with the port that was bound: `port` itself, or a free one for 0. */
function bind(port, host) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const bound = server.address().port;
      server.close(() => resolve(bound));
    });
  });
}

export const freePort = () => bind(0, '127.0.0.1');

/** Refuses, in one line that names the setting, a port that another program holds. */
export async function assertPortFree(port, setting, host = '127.0.0.1') {
  try {
    await bind(port, host);
  } catch (error) {
    if (error.code === 'EADDRINUSE') {
      throw new PlainError(`Port ${port} is taken by another program: stop it or set ${setting} to a free port.`);
    }
    if (error.code === 'EACCES') {
      throw new PlainError(`Port ${port} may not be opened by this user: set ${setting} to a port above 1023.`);
    }
    throw error;
  }
}
