import { factsOf, isStepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { Elsewhere } from '../../../shared/domain/steps/step.ts';

// Whether a step that another workstation overtook is still what was done.

/** What becomes of a step that another workstation overtook; a kind that this program does not know is a decision. */
export const elsewhereOf = (kind: string): Elsewhere =>
  isStepKind(kind) ? factsOf(kind).elsewhere : 'first-decides';

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
export const isStillSame = (rule: Elsewhere, then: Seen | undefined, now: Seen | undefined): boolean => {
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
    case 'first-decides':
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
