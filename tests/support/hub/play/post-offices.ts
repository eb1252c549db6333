import * as z from 'zod';
import { inTransaction } from '../../../../electron/main/db/open.ts';
import { sql } from '../../../../electron/main/db/sql.ts';
import type { ReadableDB } from '../../../../electron/main/db/types.ts';
import {
  type ClaimedLetter,
  claimLetter,
} from '../../../../electron/main/desk/output/letters/claim-letter.ts';
import { letterWriter } from '../../../../electron/main/desk/output/letters/letter-writer.ts';
import { recordSendResult } from '../../../../electron/main/desk/output/letters/record-send-result.ts';
import type { Delivery, MailAccount } from '../../../../electron/main/desk/output/mail/ports.ts';
import { readHubState } from '../../../../electron/main/desk/store/hub.queries.ts';
import { countPending } from '../../../../electron/main/desk/store/pending-steps.queries.ts';
import {
  retryFailedNow,
  flagInterruptedSends,
} from '../../../../electron/main/desk/store/sending.queries.ts';
import { sendOnceShared } from '../../../../electron/main/mail/send-once-shared.ts';
import type { Query } from '../../../../electron/main/sync/hub.ts';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { testTemplates } from '../../letters.ts';
import { lastNumber, noteTaken, takeStep } from './at-the-desk.ts';
import { clockOf, oneOf, type Place, type Play } from './play.ts';

// Workstations that can send letters, like their send queues: the holder of the lease claims a letter, shares that it is being sent, and
// hands it over.

/** A claimed letter, and its delivery once it was handed over. */
type UnderWay = { readonly letter: ClaimedLetter; delivery: Delivery | null };

/** How a workstation sends letters. */
export type Office = {
  readonly hasMail: boolean;
  underWay: UnderWay | null;
  /** Until when it relies on the lease, and when it last asked for it, in seconds of the simulation. */
  mineUntil: number;
  askedAt: number;
};

/** The same values as in the connection. */
const leaseSeconds = 90;
const leaseMargin = 20;
const leaseAgain = 50;

export const noOffice = ({ random }: Play, login: number): Office => ({
  hasMail: login === 1 || random.chance(0.6),
  underWay: null,
  mineUntil: 0,
  askedAt: -leaseAgain,
});

const leaseShape = z.object({ mine: z.boolean() });

/** Asks for the lease of letters when it is due. While one workstation relies on it, no other may get it. */
export const keepLease = async (play: Play, place: Place, query: Query): Promise<void> => {
  const { hub, passed, places, findings } = play;
  const { office } = place;
  if (!office.hasMail || passed.seconds - office.askedAt < leaseAgain) return;
  // The clock of the hub stands still during a run: time passes by aging the stored leases.
  await hub.query('UPDATE hub.lease SET until = until - make_interval(secs => $1)', [
    passed.seconds - passed.agedAt,
  ]);
  passed.agedAt = passed.seconds;
  const askedAt = passed.seconds;
  const [row] = (await query('SELECT hub.take_lease($1, $2, $3) AS answer', [
    'letters',
    leaseSeconds,
    readHubState(place.desk.context.db)?.cursor ?? 0,
  ])) as { readonly answer: unknown }[];
  const { mine } = leaseShape.parse(row?.answer);
  const other = places.find(
    ({ login, office: its }) => login !== place.login && its.mineUntil > passed.seconds,
  );
  if (mine && other)
    findings.push(`Desk ${place.login} sends letters, while desk ${other.login} relies on doing so.`);
  office.askedAt = askedAt;
  office.mineUntil = mine ? askedAt + leaseSeconds - leaseMargin : 0;
};

const answers: readonly Delivery['kind'][] = ['sent', 'sent', 'sent', 'later', 'refused', 'unknown'];

const templates = testTemplates();
const account = { name: '' } as unknown as MailAccount;

/** Returns the workstation that works on letters: usually one that has begun, or relies on the lease. */
export const officeOf = (play: Play): Place => {
  const withMail = play.places.filter(({ office }) => office.hasMail);
  const busy = withMail.filter(
    ({ office }) => office.underWay !== null || office.mineUntil > play.passed.seconds,
  );
  return oneOf(play, busy.length > 0 && play.random.chance(0.8) ? busy : withMail);
};

/** Claims the next due letter, hands it over, or records its delivery. @param sync shares the steps with all. */
export const workAtPost = async (play: Play, place: Place, sync: () => Promise<boolean>): Promise<void> => {
  const { office, desk } = place;
  let before = lastNumber(desk);
  if (office.underWay === null) {
    if (office.mineUntil <= play.passed.seconds) await sync();
    before = lastNumber(desk);
    const about = claim(play, place);
    noteTaken(play, place, before);
    before = lastNumber(desk);
    // The step that superseded it is undone elsewhere by a clerk who does not know of it yet.
    const other = oneOf(play, play.places);
    if (about !== null && other !== place) {
      await sync();
      await takeStep(play, other, { name: 'undo', requestId: about });
    }
  } else if (office.underWay.delivery === null) {
    await handOver(play, place, sync);
  } else settle(play, place);
  noteTaken(play, place, before);
};

/** @returns the request of a letter that was set aside because its content no longer applies. */
const claim = (play: Play, { office, desk: { context } }: Place): RequestId | null => {
  if (office.mineUntil <= play.passed.seconds) return null;
  const claimed = inTransaction(context.db, (db) =>
    claimLetter(db, {
      writer: letterWriter(context, templates),
      from: { name: 'Main Library', address: 'desk@main.example' },
      now: context.now,
      timeZone: context.timeZone,
      unique: () => play.random.uuid(),
      logFault: (error) => {
        throw error;
      },
    }),
  );
  if (claimed === undefined) return null;
  if (claimed !== 'set-aside') office.underWay = { letter: claimed, delivery: null };
  return claimed === 'set-aside' ? requestSetAside(context.db) : null;
};

const requestSetAside = (db: ReadableDB): RequestId | null =>
  sql<[], RequestId>(
    db,
    "SELECT request_id FROM outbox WHERE state = 'outdated' ORDER BY updated_at DESC, id DESC LIMIT 1",
  )
    .pluck()
    .get() ?? null;

const handOver = async (
  play: Play,
  { office, desk, login }: Place,
  sync: () => Promise<boolean>,
): Promise<void> => {
  const { random, seen, findings } = play;
  const { underWay } = office;
  const { db } = desk.context;
  if (underWay === null) return;
  let isWaiting = false;
  /** Waits up to half a minute until all know of it. */
  const confirmed = async (): Promise<boolean> => {
    const isSynced = await sync();
    // The program may have exited in the meantime.
    isWaiting = office.underWay !== underWay || underWay.delivery !== null;
    if (isWaiting) return false;
    const isConfirmed = isSynced && countPending(db) === 0;
    isWaiting = !isConfirmed && random.chance(0.5);
    return isConfirmed;
  };
  const { id, outgoing } = underWay.letter;
  const send = sendOnceShared({
    db,
    confirmed,
    account: () => account,
    send: () => {
      const kind = random.oneOf('sent', ...answers);
      // A letter that the server rejected was not sent: its step can still be undone.
      if (kind === 'sent' || kind === 'unknown') {
        if (seen.letters.some((one) => one.id === id))
          findings.push(`Desk ${login} sends letter ${id}, which has left before.`);
        const opId = desk.raw.prepare('SELECT op_id FROM outbox WHERE id = ?').pluck().get(id);
        seen.letters.push({ id, opId: opId as OpId | null });
      }
      return Promise.resolve({ kind, words: kind });
    },
  });
  const delivery = await send(outgoing, new AbortController().signal);
  if (!isWaiting) underWay.delivery = delivery;
};

const settle = (play: Play, { office, desk: { context } }: Place): void => {
  const { underWay } = office;
  office.underWay = null;
  if (underWay?.delivery === null || underWay === null) return;
  const { letter, delivery } = underWay;
  inTransaction(context.db, (db) =>
    recordSendResult(db, { id: letter.id, delivery, now: clockOf(play), random: 0.5, resumesAt: null }),
  );
};

/** Settles letters being sent, as a start of the program does. */
export const programEnded = (play: Play, place: Place): void => {
  const { office, desk } = place;
  office.underWay = null;
  office.mineUntil = 0;
  office.askedAt = -leaseAgain;
  if (!office.hasMail) return;
  const before = lastNumber(desk);
  inTransaction(desk.context.db, (db) => {
    retryFailedNow(db);
    flagInterruptedSends(db, { note: 'nobody knows', at: instantOf(clockOf(play)) });
  });
  noteTaken(play, place, before);
};
