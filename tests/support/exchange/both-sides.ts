import type BetterSqlite3 from 'better-sqlite3';
import { readConversationState } from '../../../electron/main/partners/exchange/conversation-state.ts';
import { completedStatuses } from '../../../shared/domain/request-status.ts';
import type { Entry } from '../lender/book.ts';

// Compares what a desk and a lender know of each request, once everything has arrived.

/** The last words of a lender that lends nothing, and our cancellation, cross on their way: which of them counts is all one. */
const isOverUnlent = (status: string): boolean =>
  ['Unfilled', 'RetryPossible', 'Cancelled', 'CopyCompleted'].includes(status);

type Side = {
  readonly status: string;
  readonly unanswered: readonly string[];
  readonly received: boolean;
  readonly returned: boolean;
  /** How many messages of the lender it knows. */
  readonly said: number;
};

/** What a side knows, so far as it matters once everything has arrived. */
const standing = ({ status, unanswered, received, returned, said }: Side): string => {
  if (isOverUnlent(status)) return `not lent, ${said} said`;
  const questions = status === 'LoanCompleted' ? [] : unanswered;
  return JSON.stringify({ status, questions, received, returned, said });
};

type Row = {
  readonly sentAs: string;
  readonly state: string;
  readonly turnId: number | null;
  readonly said: number;
};

const disagreementOn = (
  raw: BetterSqlite3.Database,
  { sentAs, state, turnId, said }: Row,
  entry: Entry | undefined,
): readonly unknown[] => {
  const { status, unanswered, told } = readConversationState(state);
  const ours = standing({
    status: status ?? '',
    unanswered,
    received: told.includes('Received'),
    returned: told.includes('ShippedReturn'),
    said,
  });
  const theirs =
    entry &&
    standing({
      status: entry.status,
      unanswered: entry.owes,
      received: entry.heardReceived,
      returned: entry.heardReturned,
      said: entry.said.length,
    });
  // A request that never reached the lender has no turn.
  if (turnId === null ? theirs === undefined : ours === theirs) return [];
  const out = raw
    .prepare(
      `SELECT partner_message.state, partner_message.attempts, may_have_arrived_at, words, kind, outbox.state AS letter
         FROM partner_message LEFT JOIN outbox ON outbox.id = outbox_id WHERE direction = 'out' AND sent_as = ?`,
    )
    .all(sentAs);
  const came = raw
    .prepare("SELECT state, at, raw FROM partner_message WHERE direction = 'in' AND sent_as = ? ORDER BY id")
    .all(sentAs);
  return [{ sentAs, ours, theirs, heard: entry?.heard, out, came }];
};

/** Returns the conversations of a desk about which it and the lender's book differ. */
export const disagreements = (raw: BetterSqlite3.Database, entries: readonly Entry[]): readonly unknown[] => {
  const entryOf = new Map(entries.map((entry) => [entry.requestId, entry]));
  const conversations = raw
    .prepare(
      `SELECT sent_as AS sentAs, state, turn_id AS turnId,
              (SELECT count(*) FROM partner_message AS one WHERE one.sent_as = conversation.sent_as AND direction = 'in') AS said
         FROM conversation`,
    )
    .all() as Row[];
  return conversations.flatMap((one) => disagreementOn(raw, one, entryOf.get(one.sentAs)));
};

/** Returns what a lender heard more than once. */
export const heardTwice = (entries: readonly Entry[]): readonly string[] =>
  entries.flatMap(({ heard }) => {
    const all = heard.map(({ action, at }) => `${action} ${at}`);
    return all.filter((word, index) => all.indexOf(word) < index);
  });

/** Returns the requests of a desk that have not reached an end. */
export const stillOpen = (raw: BetterSqlite3.Database): readonly unknown[] =>
  raw
    .prepare('SELECT id, status FROM request WHERE status NOT IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(completedStatuses));
