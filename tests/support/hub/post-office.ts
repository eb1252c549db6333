import { instantOf } from '../../../shared/domain/dates.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { Delivery } from '../../../electron/main/connections/mail/delivery.ts';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { claimLetter } from '../../../electron/main/desk/output/letters/claim-letter.ts';
import { letterWriter } from '../../../electron/main/desk/output/letters/letter-writer.ts';
import { settleSend } from '../../../electron/main/desk/output/letters/settle-send.ts';
import { makeFailedDue, settleInterruptedSends } from '../../../electron/main/desk/store/messages.queries.ts';
import type { Random } from '../fuzz/random.ts';
import { testTemplates } from '../letters.ts';
import type { WhatWasSeen } from './look.ts';
import type { SharingDesk } from './sharing-desk.ts';

type At = { readonly desk: SharingDesk };

/** The one workstation that sends letters, as its send queue does. */
export type PostOffice = {
  at: At | undefined;
  /** Takes the next letter that is due, or says what became of the one that is under way. */
  readonly work: (at: At, now: Date, seen: WhatWasSeen) => void;
  /** What was under way is settled as after a start of the program. */
  readonly programEnded: (desk: SharingDesk, now: Date) => void;
};

const answers: readonly Delivery['kind'][] = ['sent', 'sent', 'sent', 'later', 'refused', 'unknown'];

const templates = testTemplates();

/** @param claim takes the next letter that is due; another one for planted faults. */
export const openPostOffice = (random: Random, claim: typeof claimLetter = claimLetter): PostOffice => {
  let underWay: number | null = null;
  const office: PostOffice = {
    at: undefined,
    work: ({ desk }, now, seen) => {
      const { context } = desk;
      if (underWay !== null) {
        const id = underWay;
        // Handed over only when all know of it: an undo elsewhere would else take back a letter that is out.
        const isTold = desk.raw
          .prepare("SELECT 1 FROM hub_change WHERE table_name = 'outbox' AND row_id = ?")
          .get(id);
        if (isTold !== undefined && claim === claimLetter) return;
        underWay = null;
        const row = desk.raw.prepare('SELECT op_id AS opId, state FROM outbox WHERE id = ?').get(id) as
          | { readonly opId: OpId | null; readonly state: string }
          | undefined;
        if (row?.state !== 'sending') return;
        const kind = random.oneOf('sent', ...answers);
        // One that the server did not take has not left: its step can still be taken back.
        if (kind === 'sent' || kind === 'unknown') seen.letters.push({ id, opId: row.opId });
        const settled = { id, delivery: { kind, words: kind }, now, random: 0.5, resumesAt: null };
        inTransaction(context.db, (db) => settleSend(db, settled));
        return;
      }
      const claimed = inTransaction(context.db, (db) =>
        claim(db, {
          writer: letterWriter(context, templates),
          from: { name: 'Main Library', address: 'desk@main.example' },
          now: context.now,
          timeZone: context.timeZone,
          unique: () => random.uuid(),
          logFault: (error) => {
            throw error;
          },
        }),
      );
      if (claimed === undefined || claimed === 'set-aside') return;
      underWay = claimed.id;
    },
    programEnded: (desk, now) => {
      underWay = null;
      inTransaction(desk.context.db, (db) => {
        makeFailedDue(db);
        settleInterruptedSends(db, { note: 'nobody knows', at: instantOf(now) });
      });
    },
  };
  return office;
};
