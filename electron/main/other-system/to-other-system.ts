import { instantOf } from '../../../shared/domain/dates.ts';
import { type SentWay, sendingOf } from '../../../shared/domain/other-system-kinds.ts';
import type { SentFacts, SentService } from '../../../shared/domain/other-system-messages.ts';
import { t } from '../../../shared/words/words.ts';
import type { ReadableDB, WritableDB } from '../db/types.ts';
import { loadSettingGroup } from '../desk/records/settings/settings.service.ts';
import {
  findCorrected,
  findSent,
  findToSend,
  listDueToSend,
  markSending,
  nextToSendAt,
  removeToSend,
  setSentState,
} from '../desk/store/other-system.queries.ts';
import type { LeavingBy } from '../desk/store/sent-places.queries.ts';
import type { AfterAttempt, Attempt } from '../sending/after-attempt.ts';
import type { Deliveries, Reach } from '../sending/lane.ts';
import { leavingBy, type NcipSettings } from './reach.ts';
import { readFacts } from './read-facts.ts';
import { wordsOfRefusal } from './words-of-refusal.ts';

/** A message that is marked as being posted. */
export type Claimed = {
  readonly id: number;
  readonly service: SentService;
  readonly facts: SentFacts;
  readonly attempts: number;
  readonly mayHaveArrived: boolean;
};

/** How messages are posted now. */
export type Posting = {
  readonly post: (message: Claimed, signal: AbortSignal) => Promise<Attempt>;
};

/** A protocol by which the other system is reached. */
export type Protocol = Pick<Deliveries<Posting, Claimed>, 'atOnce' | 'rest'> & {
  readonly reach: (settings: NcipSettings) => Reach<Posting>;
};

/** Delivers the messages that go by one protocol to the library's other system: those about an item in their order, also with those of the other protocol. */
export const toOtherSystem = (
  way: SentWay,
  { db, now }: { readonly db: ReadableDB; readonly now: () => Date },
  { reach, ...protocol }: Protocol,
): Deliveries<Posting, Claimed> => {
  const by = (): LeavingBy => leavingBy(db, way, now());
  return {
    ...protocol,
    reach: () => {
      const settings = loadSettingGroup(db, 'ncip');
      return settings.isHeld || sendingOf(settings)[way].length === 0 ? null : reach(settings);
    },
    due: (due) => listDueToSend(db, by(), due),
    claim: (writable, id) => claim(writable, id, by()),
    post: async (message, { post }, signal) =>
      // It may have been undone meanwhile, perhaps at another workstation.
      findSent(db, message.id)?.state === 'sending'
        ? await post(message, signal)
        : { kind: 'unreached', words: '' },
    record,
    nextAt: () => nextToSendAt(db, by()),
  };
};

/** Claims a message. What is posted follows from its facts, so each attempt after one that may have arrived says the same. */
const claim = (db: WritableDB, id: number, by: LeavingBy): Claimed | undefined => {
  const row = findToSend(db, id, by);
  if (!row) return undefined;
  const { service, attempts } = row;
  const mayHaveArrived = row.mayHaveArrivedAt !== null;
  const stored = readFacts(row.facts);
  if (stored === null) {
    const words = t('This message cannot be read. Key the step by hand.');
    setSentState(db, { id, state: 'refused', words, nextAt: null, mayHaveArrived: false, at: by.now });
    return undefined;
  }
  // What certainly never arrived says what is true now: staff may have corrected why it was refused.
  const facts = mayHaveArrived ? stored : { ...stored, ...findCorrected(db, id) };
  markSending(db, { id, facts, at: by.now });
  return { id, service, facts, attempts: attempts + 1, mayHaveArrived };
};

const record = (
  db: WritableDB,
  { id, service, mayHaveArrived: wasInDoubt }: Claimed,
  { state, words, nextAt, mayHaveArrived }: AfterAttempt,
  now: Date,
): void => {
  const isUndone = findSent(db, id)?.state === 'in-doubt';
  const set = (next: 'sent' | 'waiting' | 'refused' | 'in-doubt', said: string): void =>
    setSentState(db, {
      id,
      state: next,
      words: said,
      nextAt: next === 'waiting' && nextAt !== null ? instantOf(nextAt) : null,
      mayHaveArrived: mayHaveArrived || state === 'confirmed',
      scanIn: next === 'sent' && service === 'AcceptItem' && loadSettingGroup(db, 'ncip').scansIn,
      at: instantOf(now),
    });
  if (state === 'confirmed') return set('sent', '');
  // Its step was undone while it was being posted, and it certainly did not arrive: there is nothing to undo there.
  if (isUndone && !wasInDoubt && (!mayHaveArrived || state === 'refused')) return removeToSend(db, id);
  if (isUndone || (state === 'attention' && mayHaveArrived)) return set('in-doubt', words);
  if (state === 'waiting') return set('waiting', words);
  const why = wordsOfRefusal(words);
  set(
    'refused',
    wasInDoubt
      ? t('{why} The other system may have it from an earlier attempt: check there first.', { why })
      : why,
  );
};
