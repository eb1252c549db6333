import { factsOf, isStepKind, type StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { Elsewhere } from '../../../shared/domain/steps/step.ts';
import type { Saw } from '../desk/steps/frame/run-command.ts';
import type { LoggedCommand } from '../desk/store/command-log.queries.ts';

// Whether a step that another workstation overtook still does what was meant.

/**
 * `its-volumes`: a partner has volumes back. That is a fact whatever others decided: it applies to the volumes it named, as far as they
 * were sent back.
 */
type Rule = Elsewhere | 'its-volumes';

/** Returns the rule for a step that another workstation overtook; a kind that this program does not know counts as a decision. */
export const elsewhereOf = ({ kind, input }: Pick<LoggedCommand, 'kind' | 'input'>): Rule => {
  if (kind === ('partner-answer' satisfies StepKind)) {
    const { answer } = JSON.parse(input) as { readonly answer?: { readonly kind?: string } };
    if (answer?.kind === 'checked-in') return 'its-volumes';
  }
  return isStepKind(kind) ? factsOf(kind).elsewhere : 'first-decides';
};

/** What a step saw before it changed anything, as recorded in the log; a step of another version may lack parts of it. */
export type Seen = Partial<Saw>;

/** Returns what a logged step saw. */
export const seenBy = ({ input }: Pick<LoggedCommand, 'input'>): Seen | undefined =>
  (JSON.parse(input) as { readonly saw?: Seen }).saw;

/** Whether a step that the rules still allow does what was meant, judged by what it saw then and sees now. */
export const isStillSame = (rule: Rule, then: Seen = {}, now: Seen = {}): boolean => {
  switch (rule) {
    case 'again':
      return true;
    case 'same-loan':
      return isSame(loansOf, then, now);
    case 'not-wanted':
      return isSame(loansOf, then, now) && (loansOf(now) !== '' || !isWantedSince(then.item, now.item));
    case 'same-item':
      return isSame(itemOf, then, now) && isSame(itemsOf, then, now) && isSame(loansOf, then, now);
    case 'its-volumes': {
      const named = new Set(then.volumes?.map(({ itemId }) => itemId));
      return (now.volumes ?? []).every(({ itemId }) => named.has(itemId));
    }
    // Others may have worked on another partner of the request, or on another of its volumes.
    case 'first-decides':
      return [wishOf, turnsOf, volumesOf, loansOf].every((part) => isSame(part, then, now));
  }
};

const isSame = (part: (seen: Seen) => string, then: Seen, now: Seen): boolean => part(then) === part(now);

const rows = (list: readonly object[] = []): string =>
  list
    .map((row) => JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))))
    .sort()
    .join();

const wishOf = ({ wish }: Seen): string => `${String(wish?.cancelWish ?? '')} ${String(wish?.endedAs ?? '')}`;
const turnsOf = ({ turns }: Seen): string => rows(turns);
const volumesOf = ({ volumes }: Seen): string => rows(volumes);
const loansOf = ({ loans = [] }: Seen): string => loans.map(({ loanId }) => loanId).join();
const itemsOf = ({ items }: Seen): string => rows(items);
const itemOf = ({ item }: Seen): string => (item ? `${item.itemId} ${item.status} ${item.deskId}` : '');

type SeenItem = NonNullable<Seen['item']>;

/** Whether an item that was lent to no patron has since been put on the hold shelf, or is being kept longer. */
const isWantedSince = (then: SeenItem | undefined, now: SeenItem | undefined): boolean =>
  (now?.status === 'on-hold-shelf' && then?.status !== 'on-hold-shelf') ||
  (now?.renewal === 'asked' && then?.renewal !== 'asked') ||
  (now?.dueOn ?? '') > (then?.dueOn ?? '');
