import type { CalendarDate, Instant, TurnId } from '../../../../shared/domain/ids.ts';
import { type Life, volumesOf } from '../../../../shared/domain/life/life.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import type { IsoAction } from '../../../../shared/domain/partner-profile.ts';

/** What was said on both sides of a turn: what its messages add up to (`conversation.ts`). */
export type Conversation = {
  /** How far the partner has come: the last of its statuses that moved the request; null before the first one. */
  readonly status: string | null;
  /** Since when the newest status holds that was applied, whether it moved the request or not; null before the first one. */
  readonly asOf: Instant | null;
  /** The partner's own identifier of the request; null until it named one. */
  readonly supplierRequestId: string | null;
  /** What the partner was told, or may have been told after a connection that broke. */
  readonly told: readonly IsoAction[];
  /** What the partner was asked and has not answered. */
  readonly unanswered: readonly ('Cancel' | 'Renew')[];
  /** The day by which its last recall wants the item back; null if it named none. */
  readonly wantedBackBy: CalendarDate | null;
};

/** The state of a turn with its partner: what was said, and where its volumes are. Neither can be derived from the other. */
export type Standing = Conversation & {
  /** A condition that awaits our answer, or that we accepted. */
  readonly condition: 'none' | 'open' | 'accepted';
  /** Whether none of the turn's volumes has come, at least one is still out, or all that came are gone: returned, handed over or lost. */
  readonly volumes: 'none' | 'here' | 'gone';
  /** Whether its last answer to a renewal was no, and staff have not asked again since. */
  readonly refusedRenewal: boolean;
  /** Whether a loss or damage is not settled. */
  readonly hasReport: boolean;
  /** When the partner wants its volumes back, as far as it said. */
  readonly dueOn: CalendarDate | null;
};

/** The standing of a turn of a request. */
export const standingOf = (life: Life, turnId: TurnId, conversation: Conversation): Standing => {
  const turn = life.turns.find(({ id }) => id === turnId);
  const volumes = volumesOf(life, turnId);
  const out = volumes.filter(isOut);
  const [earliest = null] = out.flatMap(({ dueOn }) => dueOn ?? []).sort();
  return {
    ...conversation,
    condition:
      turn?.state === 'conditional' ? 'open' : turn?.conditionAccepted === true ? 'accepted' : 'none',
    volumes: volumes.length === 0 ? 'none' : out.length > 0 ? 'here' : 'gone',
    refusedRenewal:
      out.some(({ renewal }) => renewal === 'refused') && !out.some(({ renewal }) => renewal === 'asked'),
    hasReport: turn?.parcel === 'lost' || volumes.some(({ report }) => report !== 'none'),
    dueOn: out.length > 0 ? earliest : (turn?.dueOn ?? null),
  };
};

const terminal: readonly string[] = [
  'RetryPossible',
  'Unfilled',
  'CopyCompleted',
  'LoanCompleted',
  'CompletedWithoutReturn',
  'Cancelled',
];

/** Whether a status is the last one that a partner gives a request. */
export const isTerminal = (status: string | null): boolean => status !== null && terminal.includes(status);

/** How far each status is; a partner never goes back. Statuses that are not here move nothing. */
const ranks: Readonly<Record<string, number>> = {
  RequestReceived: 1,
  ExpectToSupply: 2,
  WillSupply: 3,
  Loaned: 4,
  Overdue: 4,
  Recalled: 4,
  ...Object.fromEntries(terminal.map((status) => [status, 5])),
};
const rankOf = (status: string | null): number =>
  status !== null && Object.hasOwn(ranks, status) ? (ranks[status] ?? 0) : 0;

/** Whether a status moves a request on from another status: it is known, and not a step back. */
export const movesOn = (status: string | null, before: string | null): boolean =>
  rankOf(status) > 0 && rankOf(status) >= rankOf(before);

/** Whether a status is one of those that say how far a request has come. */
export const isRanked = (status: string): boolean => rankOf(status) > 0;

/** Whether a partner with this status has sent its volumes and wants them back. */
export const isLent = (status: string | null): boolean =>
  status === 'Loaned' || status === 'Overdue' || status === 'Recalled';
