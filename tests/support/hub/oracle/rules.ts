// What a step must find as it was when a person took it, so that it still is what that person did. Written from what the product says of a
// desk, and from nothing of the program: a rule that the program weakens is not weakened here.

/**
 * - `loan`: it ends or renews the loans that were seen, and no other.
 * - `book`: the book in hand is where it was, and with whom it was.
 * - `decision`: the turns and volumes that it moves are as they were, and so is what the patron wants, and the end.
 * - `field by field`: a value that is written over is the one that was seen.
 * - `anyhow`: it is right whatever others did, if the rules of lending allow it then.
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

/** What a step of a kind needs; undefined for a kind of which nobody has said it yet. */
export const needsOf = (kind: string): Needs | undefined => needs.get(kind);

/** When a row was written last is no matter of two opinions. */
export const moments: readonly string[] = ['updated_at', 'edited_at', 'changed_at'];

/** The day that it is in a zone. @param at an instant. @returns as YYYY-MM-DD. */
export const dayAt = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(new Date(at));
