import { RateLimiterMemory } from 'rate-limiter-flexible';
import {
  changePassword as changePasswordEndpoint,
  readMe,
  signIn as signInEndpoint,
  signOut,
} from '#domain/contract/session.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Mount } from '../http/mount.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { changePassword } from './change-password.ts';
import { clearSessionCookie, readSessionToken, setSessionCookie } from './cookie.ts';
import { describeViewer } from './describe-viewer.ts';
import { signIn } from './sign-in.ts';
import type { SignInDeps } from './sign-in.ts';

export interface SessionDeps extends SignInDeps {
  readonly isTls: boolean;
}

/** Failed sign-ins of one address in 15 minutes: a whole office behind one address forgets less than this; a guesser needs more. */
const FAILURES_PER_ADDRESS = { points: 100, duration: 900 };

export function mountSession(mount: Mount, deps: SessionDeps): void {
  const failures = new RateLimiterMemory(FAILURES_PER_ADDRESS);

  mount.publicly(signInEndpoint, async ({ body, exchange: { request, response, requestId } }) => {
    const address = request.ip ?? '';
    const before = await failures.get(address);
    if (before !== null && before.remainingPoints <= 0) {
      return refuse('too_many_attempts', { retryAfterSeconds: Math.ceil(before.msBeforeNext / 1000) });
    }
    const result = await signIn(deps, { ...body, oldToken: readSessionToken(request, deps.isTls), requestId });
    if (result instanceof Refusal) {
      if (result.code === 'sign_in_failed') await failures.penalty(address);
      return result;
    }
    setSessionCookie(response, result.token, deps.isTls);
    return result.me;
  });

  mount.signedIn(readMe, (viewer) => describeViewer(deps.records, viewer));

  mount.signedIn(signOut, async (viewer, { exchange: { response, requestId } }) => {
    await deps.records.transaction().execute(async (trx) => {
      await trx.deleteFrom('sessions').where('token_hash', '=', viewer.sessionHash).execute();
      const { tenantId, personId } = viewer;
      await writeAudit(trx, { tenantId, actorId: personId, action: 'session.sign-out', requestId });
    });
    clearSessionCookie(response, deps.isTls);
    response.setHeader('Clear-Site-Data', '"cache", "cookies", "storage"');
    return { signedOut: true as const };
  });

  mount.signedIn(changePasswordEndpoint, (viewer, { body, exchange: { requestId } }) =>
    changePassword(deps, viewer, { ...body, requestId }),
  );
}
