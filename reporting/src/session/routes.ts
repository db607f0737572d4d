import { RateLimiterMemory } from 'rate-limiter-flexible';
import {
  changePassword as changePasswordEndpoint,
  endOtherSessions,
  endSession,
  listSessions,
  readMe,
  readSignInConditions,
  requestPasswordReset,
  saveDisplay as saveDisplayEndpoint,
  signIn as signInEndpoint,
  signOut,
} from '#domain/contract/session.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { Mount } from '../http/mount.ts';
import { Refusal, refuse } from '../http/refusal.ts';
import { changePassword } from './change-password.ts';
import { clientNameOf } from './client-name.ts';
import {
  clearSessionCookie,
  readBrowserToken,
  readSessionToken,
  setBrowserCookie,
  setSessionCookie,
} from './cookie.ts';
import { describeViewer } from './describe-viewer.ts';
import { endOtherOwnSessions, endOwnSession, listOwnSessions } from './own-sessions.ts';
import { isKnownBrowser } from './known-browsers.ts';
import { isPlainHttp } from './plain-http.ts';
import { requestReset } from './request-reset.ts';
import { saveDisplay } from './save-display.ts';
import { signIn } from './sign-in.ts';
import type { SignInDeps } from './sign-in.ts';
import { createStrangerLimits } from './stranger-limits.ts';

export interface SessionDeps extends SignInDeps {
  readonly isTls: boolean;
}

/** Resets of one address in 15 minutes, whoever they are for. */
const RESETS_PER_ADDRESS = { points: 20, duration: 900 };

export function mountSession(mount: Mount, deps: SessionDeps): void {
  mountSignIn(mount, deps);
  mountReset(mount, deps);
  mountOwnSessions(mount, deps);

  mount.signedIn(readMe, (viewer) => describeViewer(deps.records, viewer));

  mount.signedIn(saveDisplayEndpoint, (viewer, { body, exchange: { requestId } }) =>
    saveDisplay(deps.records, viewer, body, requestId),
  );

  mount.signedIn(signOut, async (viewer, { exchange: { response, requestId } }) => {
    await deps.records.transaction().execute(async (trx) => {
      await trx.deleteFrom('sessions').where('token_hash', '=', viewer.sessionHash).execute();
      const { tenantId, personId } = viewer;
      await writeAudit(trx, { tenantId, actorId: personId, action: 'session.sign-out', requestId });
    });
    clearSessionCookie(response, deps.isTls);
    // Not "cookies": the device cookie stays, or every sign-out would make this browser one of the strangers.
    response.setHeader('Clear-Site-Data', '"cache", "storage"');
    return { signedOut: true as const };
  });

  mount.signedIn(changePasswordEndpoint, async (viewer, { body, exchange: { request, response, requestId } }) => {
    if (isPlainHttp(request)) return refuse('plain_http_refused');
    const browserToken = readBrowserToken(request, deps.isTls);
    const mayHaveLeaked = body.mayHaveLeaked ?? false;
    const result = await changePassword(deps, viewer, { ...body, mayHaveLeaked, browserToken, requestId });
    if (result instanceof Refusal) return result;
    setSessionCookie(response, result.token, deps.isTls);
    return { changed: true as const };
  });
}

function mountSignIn(mount: Mount, deps: SessionDeps): void {
  const strangers = createStrangerLimits();

  mount.publicly(readSignInConditions, ({ exchange: { request } }) =>
    Promise.resolve({ refusal: isPlainHttp(request) ? ('plain_http_refused' as const) : null }),
  );

  mount.publicly(signInEndpoint, async ({ body, exchange: { request, response, requestId } }) => {
    if (isPlainHttp(request)) return refuse('plain_http_refused');
    const attempt = { address: request.ip ?? '', tenant: body.tenant, loginId: body.loginId };
    const browserToken = readBrowserToken(request, deps.isTls);
    const isKnown = await isKnownBrowser(deps.records, body, browserToken);
    const retryAfterSeconds = isKnown ? undefined : await strangers.admit(attempt);
    if (retryAfterSeconds !== undefined) return refuse('too_many_attempts', { retryAfterSeconds });
    const result = await signIn(deps, {
      ...body,
      isKnown,
      oldToken: readSessionToken(request, deps.isTls),
      browserToken,
      clientName: clientNameOf(request.get('user-agent')),
      requestId,
    });
    if (result instanceof Refusal) {
      if (!isKnown && result.code === 'sign_in_failed') await strangers.failed(attempt);
      return result;
    }
    if (!isKnown) await strangers.succeeded(attempt);
    setSessionCookie(response, result.token, deps.isTls);
    setBrowserCookie(response, result.browserToken, deps.isTls);
    return result.me;
  });
}

function mountReset(mount: Mount, deps: SessionDeps): void {
  const resets = new RateLimiterMemory(RESETS_PER_ADDRESS);

  mount.publicly(requestPasswordReset, async ({ body, exchange: { request, requestId } }) => {
    const bucket = await resets.penalty(request.ip ?? '');
    if (bucket.consumedPoints > RESETS_PER_ADDRESS.points)
      return refuse('too_many_attempts', { retryAfterSeconds: Math.ceil(bucket.msBeforeNext / 1000) });
    return requestReset(deps, { ...body, requestId });
  });
}

function mountOwnSessions(mount: Mount, deps: SessionDeps): void {
  mount.signedIn(listSessions, async (viewer) => ({ sessions: await listOwnSessions(deps.records, viewer) }));
  mount.signedIn(endSession, (viewer, { params, exchange: { requestId } }) =>
    endOwnSession(deps.records, viewer, params.sessionId, requestId),
  );
  mount.signedIn(endOtherSessions, (viewer, { exchange: { requestId } }) =>
    endOtherOwnSessions(deps.records, viewer, requestId),
  );
}
