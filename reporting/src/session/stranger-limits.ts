import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Failed sign-ins of one address in 15 minutes: a whole office behind one address forgets less than this; a guesser needs more. */
const FAILURES_OF_ADDRESS = { points: 100, duration: 900 };
/** Attempts on one id in 10 minutes: far more than its lock lets through, so only a flood meets it, and costs no further hash. */
const ATTEMPTS_ON_ID = { points: 60, duration: 600 };

export interface Attempt {
  readonly address: string;
  readonly tenant: string;
  readonly loginId: string;
}

/**
 * What browsers that an account does not know may try, decided before any slow hash. Ids that do not exist are counted like those that do, so
 * the answer tells nothing (ASVS 6.3.8). A known browser is asked nothing of this: a flood keeps nobody out of their own account (6.1.1).
 */
export interface StrangerLimits {
  /** Counts the attempt; a number is the seconds to wait. */
  admit(attempt: Attempt): Promise<number | undefined>;
  failed(attempt: Attempt): Promise<void>;
  /** The right password: this attempt was none of a flood. */
  succeeded(attempt: Attempt): Promise<void>;
}

export function createStrangerLimits(): StrangerLimits {
  const failures = new RateLimiterMemory({ ...FAILURES_OF_ADDRESS, keyPrefix: 'address' });
  const attempts = new RateLimiterMemory({ ...ATTEMPTS_ON_ID, keyPrefix: 'id' });
  const idOf = ({ tenant, loginId }: Attempt): string => `${tenant}\n${loginId.toLowerCase()}`;
  return {
    admit: async (attempt) => {
      const ofAddress = await failures.get(attempt.address);
      if (ofAddress !== null && ofAddress.remainingPoints <= 0) return secondsUntil(ofAddress.msBeforeNext);
      const ofId = await attempts.penalty(idOf(attempt));
      return ofId.consumedPoints > ATTEMPTS_ON_ID.points ? secondsUntil(ofId.msBeforeNext) : undefined;
    },
    failed: async ({ address }) => void (await failures.penalty(address)),
    succeeded: async (attempt) => void (await attempts.reward(idOf(attempt))),
  };
}

const secondsUntil = (ms: number): number => Math.ceil(ms / 1000);
