import * as z from 'zod';
import type { Delivery } from '../mail/ports.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { putRawSetting } from '../../records/settings/raw-settings.ts';
import { readSetting } from '../../records/settings/settings.service.ts';
import { retryByMail } from '../../store/sending.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

const refusal = z.strictObject({ letterId: z.int(), domain: z.string() });
const refusals = z.array(refusal);
/**
 * The letters that were refused in a way for which the account may be to blame, since the last letter that was sent: the first of each
 * domain.
 */
export type RefusalsInARow = z.infer<typeof refusals>;

const key = 'mailRefusals';
const longestRow = 50;

/** Determines whether refused letters or the account are to blame; its state survives restarts. */
export class RefusalTracker {
  readonly #db: ReadableDB;
  #row: RefusalsInARow = [];

  constructor(db: ReadableDB) {
    this.#db = db;
  }

  /** Loads the state of an earlier run. */
  load(): void {
    this.#row = readSetting(this.#db, key, refusals) ?? [];
  }

  /** Interprets a response in view of the earlier ones. `keep` must be called in the transaction that records it. */
  weigh(
    letter: { readonly id: number; readonly to: string },
    answer: Delivery,
  ): { readonly delivery: Delivery; readonly keep: (db: WritableDB) => void } {
    const before = this.#row;
    const { delivery, row } = classifyRefusal(before, letter, answer);
    this.#row = row;
    return { delivery, keep: (db) => (row === before ? undefined : putRawSetting(db, key, row)) };
  }

  /** Clears the state for a new account, which gets the letters that were left to staff while the earlier one was to blame. */
  forget(): void {
    this.load();
    const row = this.#row;
    if (row.length === 0) return;
    inTransaction(this.#db, (db) => {
      putRawSetting(db, key, []);
      retryByMail(db, row.length > 1 ? row.map(({ letterId }) => letterId) : []);
    });
    this.#row = [];
  }
}

/**
 * Decides who is to blame for a refusal. If the account may be, the letter is blamed at first, because a mistyped address must not stop the
 * others, until recipients at two domains were refused in a row. Then the account is to blame; a further letter to one of these domains
 * proves nothing new: it waits on its own and stops no other.
 * @param to address of the recipient
 */
export const classifyRefusal = (
  row: RefusalsInARow,
  letter: { readonly id: number; readonly to: string },
  delivery: Delivery,
): { readonly delivery: Delivery; readonly row: RefusalsInARow } => {
  if (delivery.kind === 'sent') return { delivery, row: row.length === 0 ? row : [] };
  if (delivery.kind !== 'refused' || !delivery.perhapsAccount) return { delivery, row };
  const domain = letter.to.slice(letter.to.lastIndexOf('@') + 1).toLowerCase();
  if (row.some((one) => one.domain === domain))
    return { delivery: row.length === 1 ? delivery : { kind: 'later', words: delivery.words }, row };
  const longer = [...row, { letterId: letter.id, domain }].slice(-longestRow);
  return row.length === 0
    ? { delivery, row: longer }
    : { delivery: { kind: 'account', words: accountWords(delivery.said ?? '') }, row: longer };
};

const accountWords = (said: string): string =>
  t(
    'The mail server does not deliver letters from this account: recipients at two different domains were refused in a row. Correct the account in Settings › Mail.{said}',
    { said },
  );
