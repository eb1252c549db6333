import type { StepKind } from './steps.ts';

// What becomes of a step when another workstation did something about the same request before it was known here.

/**
 * - `again`: what the rules say of it now stands. A note, a print, a parcel that came: nothing is lost by it.
 * - `same-item`: it was done with the book in hand, on what the book was then. Only when it still is that, the step stands.
 * - `same-loan`: it ends or renews the loan that it saw, and never another one: a return that was scanned in the morning and is
 *   heard of in the evening does not end the loan of the next patron.
 * - `not-wanted`: it sends a book back. The same, and what was lent to no patron goes only as long as nobody has wanted it since: it
 *   was put on the hold shelf, or renewed, at another desk.
 * - `first`: a decision. Nothing has left the house for it yet, so that who was first has decided, and the other decides again. It
 *   renews the loans that it saw, and no other.
 */
export type BothDid = 'again' | 'same-item' | 'same-loan' | 'not-wanted' | 'first';

const bothDid: Readonly<Partial<Record<StepKind, BothDid>>> = {
  receive: 'again',
  'finish-receiving': 'again',
  'print-return-slip': 'again',
  'add-note': 'again',
  'dismiss-note': 'again',
  'extend-rota': 'again',
  'create-request': 'again',
  'keep-ours': 'again',
  undo: 'again',
  lend: 'same-item',
  'report-lost': 'same-item',
  'report-damaged': 'same-item',
  'report-found': 'same-item',
  return: 'not-wanted',
  'return-at-other-desk': 'not-wanted',
  'scan-in': 'same-loan',
  'renew-loan': 'same-loan',
};

/** The rule for a kind of step. What is not named is a decision. */
export const bothDidRule = (kind: string): BothDid => bothDid[kind as StepKind] ?? 'first';

/** What a step saw before it changed anything, as far as the rules compare it. */
export type Seen = {
  readonly status: string;
  readonly partnerId: number | null;
  readonly dueOn?: string | null;
  readonly item?: {
    readonly itemId: number;
    readonly status: string;
    readonly deskId: number | null;
    readonly dueOn?: string | null;
    readonly renewal?: string;
  };
  readonly loans?: readonly { readonly loanId: number }[];
  /** The books that a report is about: one, or all that were out. */
  readonly items?: readonly {
    readonly itemId: number;
    readonly status: string;
    readonly deskId: number | null;
  }[];
};

/** Whether a step that the rules allow now is still what was done: by what it saw then, and sees now. */
export const isStillSame = (rule: BothDid, then: Seen | undefined, now: Seen | undefined): boolean => {
  const loans = (seen: Seen | undefined): string => (seen?.loans ?? []).map(({ loanId }) => loanId).join();
  const items = (seen: Seen | undefined): string =>
    (seen?.items ?? []).map(({ itemId, status, deskId }) => `${itemId} ${status} ${deskId}`).join();
  switch (rule) {
    case 'again':
      return true;
    case 'same-loan':
      return loans(then) === loans(now);
    case 'not-wanted':
      return loans(then) === loans(now) && (loans(now) !== '' || !isWantedSince(then?.item, now?.item));
    case 'same-item':
      return (
        then?.item?.itemId === now?.item?.itemId &&
        then?.item?.status === now?.item?.status &&
        then?.item?.deskId === now?.item?.deskId &&
        items(then) === items(now) &&
        loans(then) === loans(now)
      );
    case 'first':
      return (
        then?.status === now?.status &&
        then?.partnerId === now?.partnerId &&
        then?.dueOn === now?.dueOn &&
        loans(then) === loans(now)
      );
  }
};

type SeenItem = NonNullable<Seen['item']>;

/** Whether a book that was lent to no patron was put on the hold shelf since, or is kept longer. */
const isWantedSince = (then: SeenItem | undefined, now: SeenItem | undefined): boolean =>
  (now?.status === 'on-hold-shelf' && then?.status !== 'on-hold-shelf') ||
  (now?.renewal === 'asked' && then?.renewal !== 'asked') ||
  (now?.dueOn ?? '') > (then?.dueOn ?? '');
