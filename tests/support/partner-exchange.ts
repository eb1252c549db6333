import { setImmediate as turn } from 'node:timers/promises';
import { inTransaction } from '../../electron/main/db/open.ts';
import {
  findConversation,
  insertConversation,
  setConversationState,
} from '../../electron/main/desk/store/conversations.queries.ts';
import {
  newConversationState,
  readConversationState,
  writeConversationState,
} from '../../electron/main/partners/exchange/conversation-state.ts';
import { DeskAtWork } from '../../electron/main/desk/output/desk-at-work.ts';
import { InboxQueue } from '../../electron/main/partners/exchange/inbox-queue.ts';
import { conversationAfterSending } from '../../electron/main/partners/iso18626/conversation.ts';
import type { Conversation } from '../../electron/main/partners/iso18626/standing.ts';
import type { Instant, PartnerId, RequestId } from '../../shared/domain/ids.ts';
import type { IsoAction, ProtocolProfile } from '../../shared/domain/partner-profile.ts';
import type { StepKind } from '../../shared/domain/steps/all-steps.ts';
import { type DecisionDesk, north, turnOfPartner } from './decision-desk.ts';
import { usualProfile } from './lender/play.ts';
import { type Dialect, type Saying, sayingXml } from './lender/peer-xml.ts';

const begunAt = '2026-11-25T08:00:00.000Z' as Instant;

/** Messages of the partner North that reach a desk. */
export type PartnerExchange = {
  readonly inbox: InboxQueue;
  /** How often pages were told that messages were applied. */
  readonly news: () => number;
  /** Takes the faults that were logged. */
  readonly takeFaults: () => readonly unknown[];
  /** Ends it. @throws the first fault that no one took */
  readonly end: () => Promise<void>;
  /** Sets how North is spoken to. */
  readonly profile: (profile: Partial<ProtocolProfile>) => void;
  /** Begins a conversation about a request, as if it had been sent. */
  readonly begin: (requestId: RequestId, sentAs: string, partner?: PartnerId) => void;
  /** North was told something. */
  readonly told: (sentAs: string, action: IsoAction) => void;
  /** The XML of what North says. @param at by its clock; one minute after the last word if omitted */
  readonly xml: (sentAs: string, saying: Saying, at?: string, dialect?: Dialect) => Uint8Array;
  /** North says something, and it is applied. */
  readonly says: (sentAs: string, saying: Saying, at?: string, dialect?: Dialect) => Promise<void>;
  /** Waits until everything that came is applied. */
  readonly quiet: () => Promise<void>;
  readonly conversation: (sentAs: string) => Conversation;
  /** The states of the messages that came, in the order in which they came. */
  readonly states: () => readonly string[];
  /** The open tasks: what was to be recorded, and why it could not be. */
  readonly tasks: () => readonly {
    readonly kind: StepKind;
    readonly headline: string;
    readonly message: string;
  }[];
};

/** Opens the exchange of a desk. @param mayApply whether this workstation applies messages */
export const openPartnerExchange = (
  { context, raw }: DecisionDesk,
  mayApply: () => boolean = () => true,
  atWork = new DeskAtWork(),
): PartnerExchange => {
  const { db } = context;
  const faults: unknown[] = [];
  let news = 0;
  let minutes = 0;
  const inbox = new InboxQueue({
    context,
    mayApply,
    atWork,
    applied: () => (news += 1),
    logFault: (error) => faults.push(error),
    retryMs: 5,
  });
  const stored = (): number =>
    raw.prepare("SELECT count(*) FROM partner_message WHERE state = 'stored'").pluck().get() as number;
  const quiet = async (): Promise<void> => {
    while (stored() > 0) await turn();
    for (let turns = 0; turns < 5; turns += 1) await turn();
  };
  const xml: PartnerExchange['xml'] = (sentAs, saying, at, dialect = { version: '1.2', prefix: 'ns2' }) => {
    const written =
      at ?? new Date(Date.parse('2026-11-25T09:00:00Z') + 60_000 * (minutes += 1)).toISOString();
    return Buffer.from(
      sayingXml(saying, { requestId: sentAs, lender: 'NORTH', borrower: 'MAIN', at: written }, dialect),
    );
  };
  const profile = (more: Partial<ProtocolProfile>): void =>
    void raw
      .prepare('UPDATE partner SET profile = ? WHERE id = ?')
      .run(JSON.stringify({ ...usualProfile, address: 'https://north.example/iso18626', ...more }), north);
  profile({});
  return {
    inbox,
    news: () => news,
    takeFaults: () => faults.splice(0),
    end: async () => {
      await inbox.stop(1_000);
      if (faults.length > 0) throw faults[0];
    },
    profile,
    begin: (requestId, sentAs, partnerId = north) => {
      const turnId = turnOfPartner({ context } as DecisionDesk, requestId, partnerId);
      const row = { requestId, turnId, partnerId, sentAs, state: newConversationState };
      inTransaction(db, (write) => insertConversation(write, row, begunAt));
    },
    told: (sentAs, action) => {
      const before = readConversationState(findConversation(db, sentAs)?.state ?? '');
      const state = writeConversationState(conversationAfterSending(before, action));
      inTransaction(db, (write) => setConversationState(write, { sentAs, state, at: begunAt }));
    },
    xml,
    says: async (...said) => {
      inbox.take(xml(...said));
      await quiet();
    },
    quiet,
    conversation: (sentAs) => readConversationState(findConversation(db, sentAs)?.state ?? ''),
    states: () =>
      raw
        .prepare("SELECT state FROM partner_message WHERE direction = 'in' ORDER BY id")
        .pluck()
        .all() as string[],
    tasks: () =>
      raw
        .prepare(
          "SELECT kind, facts ->> '$.headline' AS headline, facts ->> '$.message' AS message FROM task WHERE solved_at IS NULL ORDER BY id",
        )
        .all() as ReturnType<PartnerExchange['tasks']>,
  };
};
