import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import type { IsoAction } from '../../../../shared/domain/partner-profile.ts';

/** Where a turn stands between us and its partner: what was said on both sides, and where its volumes are. */
export type Standing = {
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
  /** A condition that awaits our answer, or that we accepted. */
  readonly condition: 'none' | 'open' | 'accepted';
  /** Whether a volume of the turn is with us, or all that came went back. */
  readonly volumes: 'none' | 'here' | 'sent-back';
  /** Whether a loss or damage is not settled. */
  readonly hasReport: boolean;
  /** When the partner wants its volumes back, as far as it said. */
  readonly dueOn: CalendarDate | null;
};

/** The standing of a turn whose request has been sent. */
export const newStanding: Standing = {
  status: null,
  asOf: null,
  told: [],
  unanswered: [],
  refusedRenewal: false,
  condition: 'none',
  volumes: 'none',
  hasReport: false,
  dueOn: null,
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
