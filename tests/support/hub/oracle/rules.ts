// What must be unchanged since a person took a step, so that it still does what that person meant. Derived from the product's rules for
// desks and not from the program: if the program weakens a rule, it is not weakened here.

/**
 * - `loan`: it ends or renews the loans that were seen, and no other.
 * - `book`: the item in hand is where it was, and with the same person.
 * - `decision`: the turns and volumes that it moves are unchanged, and so are the patron's wish and the end state.
 * - `field by field`: an overwritten value is the one that was seen.
 * - `anyhow`: it is valid whatever others did, if the lending rules then allow it.
 */
export type Needs = 'loan' | 'book' | 'decision' | 'field by field' | 'anyhow';

const kinds: Readonly<Record<Needs, readonly string[]>> = {
  loan: ['return', 'return-at-other-desk', 'scan-in', 'renew-loan'],
  book: ['lend', 'report-lost', 'report-damaged', 'report-found'],
  decision: [
    'ask-next-partner',
    'cancel',
    'claim-parcel',
    'complete-by-hand',
    'conditional-reply',
    'correct',
    'edit-rota',
    'end-set',
    'keep',
    'partner-answer',
    'receive-digitally',
    'refuse-renewal',
    'request-renewal',
    'send-request',
    'settle-loss',
    'withdraw-cancellation',
    'withdraw-renewal',
  ],
  'field by field': [
    'close-days',
    'edit-request',
    'forget-patron',
    'key-steps',
    'open-days',
    'remove-record',
    'save-operator',
    'save-partner',
    'save-patron',
    'save-reason',
    'save-settings',
    'solve-task',
  ],
  anyhow: [
    'add-note',
    'create-request',
    'dismiss-note',
    'finish-receiving',
    'go-on',
    'import',
    'print-return-slip',
    'receive',
    'undo',
  ],
};

const needs = new Map(
  Object.entries(kinds).flatMap(([need, of]) => of.map((kind) => [kind, need as Needs] as const)),
);

/** Returns what a step of a kind needs; undefined for a kind not classified yet. */
export const needsOf = (kind: string): Needs | undefined => needs.get(kind);

/** Modification times never conflict. */
export const moments: readonly string[] = ['updated_at', 'edited_at', 'changed_at'];

/** Returns the date in a time zone. @param at an instant. @returns as YYYY-MM-DD. */
export const dayAt = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(at));
