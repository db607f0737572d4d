import type { RequestHandler } from 'express';

/** Beyond the largest file that anybody may send: an honest sender who is refused comes to the end and reads the answer. */
const MOST_DROPPED_BYTES = 8 * 1024 * 1024;
const MOST_DROPPED_MS = 2_000;

/**
 * Once the answer has gone out, what is left of a request's body is dropped for a short while and then cut off: somebody who goes on sending
 * costs neither memory nor a connection. Cutting at once would reset the connection before most clients have read the answer.
 */
export const closeUnread: RequestHandler = (request, response, next) => {
  response.once('finish', () => {
    if (request.complete) return;
    let dropped = 0;
    const timer = setTimeout(() => request.destroy(), MOST_DROPPED_MS);
    request.on('data', (part: Buffer) => {
      dropped += part.length;
      if (dropped > MOST_DROPPED_BYTES) request.destroy();
    });
    request.once('close', () => clearTimeout(timer));
    // A client that goes away now has heard the answer; nobody is left to be told.
    request.on('error', () => clearTimeout(timer));
    request.resume();
  });
  next();
};
