import type { CalendarDate, Instant, TurnId } from '../../../../shared/domain/ids.ts';
import { type Life, volumesOf } from '../../../../shared/domain/life/life.ts';
import { isOut } from '../../../../shared/domain/life/volume.ts';
import type { IsoAction } from '../../../../shared/domain/partner-profile.ts';

/** What was said on both sides of a turn: what its messages add up to (`conversation.ts`). */
export type Conversation = {
  /** The status that the partner named last, as it wrote it; null before its first word. */
  readonly status: string | null;
  /** The time of the newest message that was applied; null before the first one. */
  readonly asOf: Instant | null;
  /** What the partner was told, or may have been told after a connection that broke. */
  readonly told: readonly IsoAction[];
  /** What the partner was asked and has not answered. */
  readonly unanswered: readonly ('Cancel' | 'Renew')[];
  /** Whether its last answer to a renewal was no. */
  readonly refusedRenewal: boolean;
};

/** Where a turn stands between us and its partner: what was said, and where its volumes are. Neither follows from the other. */
export type Standing = Conversation & {
  /** A condition that awaits our answer, or that we accepted. */
  readonly condition: 'none' | 'open' | 'accepted';
  /** Whether a volume of the turn is with us, or all that came are gone again. */
  readonly volumes: 'none' | 'here' | 'gone';
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

/** Whether a partner with this status has sent its volumes and wants them back. */
export const isLent = (status: string | null): boolean =>
  status === 'Loaned' || status === 'Overdue' || status === 'Recalled';
