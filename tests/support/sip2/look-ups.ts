import type { NcipLookUp } from '../../../electron/main/other-system/look-up-user.ts';
import { LookUps } from '../../../electron/main/other-system/sip2/look-ups.ts';
import { lookUpsService } from '../../../electron/main/other-system/sip2/look-ups.service.ts';
import type { Limits, SipAccount } from '../../../electron/main/other-system/sip2/session.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';

/** For tests whose server does not answer: they need not wait long for that. */
export const testLimits: Limits = { connectMs: 5_000, answerMs: 1_000 };
/** For tests whose server answers: on a busy machine an answer may take longer than a second, and must not count as missing. */
export const patientLimits: Limits = { ...testLimits, answerMs: 30_000 };

/** The account of the test server's login. */
export const accountAt = (port: number, changes: Partial<SipAccount> = {}): SipAccount => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  user: 'desk',
  password: 'opensesame',
  location: 'CIRC',
  ca: null,
  ...changes,
});

/** Look-ups with an account, and how often the page was told of a change. */
export const lookUpsWith = (
  account: () => SipAccount | null,
  now: () => Date = () => new Date('2026-12-01T10:15:00Z'),
  ncip: () => NcipLookUp | null = () => null,
  limits = patientLimits,
): { readonly lookUps: LookUps; readonly changes: () => number } => {
  let changes = 0;
  const lookUps = new LookUps({
    account,
    ncip,
    now,
    timeZone: () => 'Europe/Berlin',
    changed: () => {
      changes += 1;
    },
    limits,
  });
  return { lookUps, changes: () => changes };
};

/** The service of a desk, on its database. */
export const testLookUps = (
  db: ReadableDB,
  parts: Pick<Parameters<typeof lookUpsService>[1], 'now' | 'secrets' | 'check' | 'changed'>,
): ReturnType<typeof lookUpsService> =>
  lookUpsService(db, {
    ...parts,
    accountChanged: () => undefined,
    ncip: () => null,
    chooseFile: () => Promise.resolve(null),
    timeZone: () => 'Europe/Berlin',
    limits: testLimits,
  });
