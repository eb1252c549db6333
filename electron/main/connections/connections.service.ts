import { instantOf } from '../../../shared/domain/dates.ts';
import { waysOf } from '../../../shared/domain/other-system-kinds.ts';
import { visibleText } from '../../../shared/domain/plain-text.ts';
import type {
  LoggedMessage,
  OtherSystemConnection,
  PartnerConnection,
} from '../../../shared/ipc/calls/connections.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import { readPartnerProfile } from '../../../shared/ipc/partner-profile.ts';
import { fail, ok, type Result } from '../../../shared/ipc/result.ts';
import { t } from '../../../shared/words/words.ts';
import type { DeskContext } from '../desk/context.ts';
import { gone } from '../desk/records/places/home.ts';
import { listPartners } from '../desk/records/places/places.queries.ts';
import { loadSettingGroup } from '../desk/records/settings/settings.service.ts';
import { authorizeAnyRole } from '../desk/steps/frame/authorize.ts';
import { runCommand } from '../desk/steps/frame/run-command.ts';
import {
  countIncoming,
  countUnconfirmed,
  findLogged,
  listLogged,
  listRefused,
  type LoggedRow,
} from '../desk/store/message-log.queries.ts';
import { countRefused, countToSend } from '../desk/store/sent-places.queries.ts';
import { findHold, setHold } from '../desk/store/partner-holds.queries.ts';
import { findPlace } from '../desk/store/places.queries.ts';
import { countUnderWay } from '../desk/store/sending.queries.ts';
import type { Service } from '../ipc/handlers.ts';
import { leavingBy, sendingNow } from '../other-system/reach.ts';
import { bytesOf } from '../partners/exchange/inbox.ts';
import { lineOfStored } from '../partners/exchange/words-of-stored.ts';
import type { OtherSystemQueue } from '../other-system/other-system-queue.ts';
import type { PartnerQueue } from '../partners/sending/partner-queue.ts';
import { withoutPatrons } from './without-patrons.ts';

type Options = {
  readonly context: DeskContext;
  readonly queue: Pick<PartnerQueue, 'describe' | 'tryNow'>;
  readonly otherSystem: Pick<OtherSystemQueue, 'describe' | 'tryNow'>;
  /** Whether the operator may export the messages of all libraries. */
  readonly check: () => Result<null>;
  /** Lets the operator choose a file, and saves a text there. @returns its name; null if the dialog was closed */
  readonly saveFile: (name: string, text: string) => Promise<string | null>;
};

/** More are in Letters. */
const mostRefused = 50;
const mostExported = 2_000;

/** The connections to partners' systems and to the library's other one, and the messages exchanged with partners. */
export const connectionsService = (options: Options): Service<'connections'> => {
  const { context, queue, otherSystem, check, saveFile } = options;
  const { db, session, now } = context;
  return {
    list: () =>
      ok({
        partners: connectionsOf(db, queue),
        otherSystem: connectionsToOtherSystem(context, otherSystem),
        refused: listRefused(db, session.libraries(), mostRefused).map((row) => viewOf(context, row)),
        incoming: countIncoming(db),
      }),
    log: ({ search, offset, limit }) => {
      const rows = listLogged(db, session.libraries(), { search: search.trim(), offset, limit: limit + 1 });
      return ok({ rows: rows.slice(0, limit).map((row) => viewOf(context, row)), more: rows.length > limit });
    },
    message: ({ id }) => {
      const row = findLogged(db, session.libraries(), id);
      return ok(row === undefined ? null : { text: visibleText(new TextDecoder().decode(bytesOf(row))) });
    },
    sendNow: ({ receiver }) => {
      if (typeof receiver === 'string') otherSystem.tryNow(receiver);
      else queue.tryNow(receiver);
      return ok(null);
    },
    hold: (input) => {
      const held = holdPartner(context, input);
      // What waited goes on at once.
      if (held.ok && !input.isHeld) queue.tryNow(input.partnerId);
      return held;
    },
    export: async () => {
      const allowed = check();
      if (!allowed.ok) return allowed;
      const rows = listLogged(db, session.libraries(), { search: '', offset: 0, limit: mostExported });
      const text = JSON.stringify(rows.map(forSupport), null, 1);
      try {
        return ok(await saveFile(`messages-${instantOf(now()).slice(0, 10)}.json`, text));
      } catch {
        return fail('file-unwritable', t('This file cannot be written. Choose another place.'));
      }
    },
  };
};

/** Holds back the letters to a partner, or lets them go on. Refused (`role-missing`, `record-unknown`). */
const holdPartner = (
  context: DeskContext,
  { opId, partnerId, isHeld }: Input<'connections.hold'>,
): Result<null> =>
  runCommand(context, { opId, kind: 'hold-partner', input: { partnerId, isHeld } }, (write, since) => {
    const allowed = authorizeAnyRole(context.session, t('Holding letters to a partner'));
    if (!allowed.ok) return allowed;
    if (!findPlace(write, 'partner', partnerId)) return gone('partner');
    const before = findHold(write, partnerId);
    // Who held them first stays known.
    if ((before !== null) !== isHeld)
      setHold(write, partnerId, isHeld ? { since, by: context.session.operator().name } : null);
    return ok({ requestId: null, answer: null });
  });

const quiet = { state: 'unknown', since: null, words: '' } as const;

/** Every partner that is reached by protocol or held, and what waits for it; those that need attention first. */
const connectionsOf = (db: DeskContext['db'], queue: Pick<PartnerQueue, 'describe'>): PartnerConnection[] => {
  const known = new Map(queue.describe().map((state) => [state.receiver, state]));
  return listPartners(db)
    .map((partner) => ({
      ...partner,
      held: findHold(db, partner.id),
      profile: readPartnerProfile(partner.profile),
    }))
    .filter(({ id, profile, held }) => held !== null || known.has(id) || profile.by === 'iso18626')
    .map(({ id, name, held, profile }): PartnerConnection => {
      const isByFolder = profile.by === 'iso18626' && profile.address === null;
      const byFolder = isByFolder ? { unconfirmed: countUnconfirmed(db, id) } : null;
      const { state, since, words } = known.get(id) ?? quiet;
      return { partnerId: id, name, state, since, words, held, byFolder, ...countUnderWay(db, id) };
    })
    .toSorted((one, other) => rankOf(one) - rankOf(other));
};

/** The other system, by each protocol in use; none if staff key every step into it. */
const connectionsToOtherSystem = (
  { db, now }: Pick<DeskContext, 'db' | 'now'>,
  queue: Pick<OtherSystemQueue, 'describe'>,
): OtherSystemConnection[] => {
  const ways = waysOf(sendingNow(db));
  const system = loadSettingGroup(db, 'otherSystem').name.trim() || t('Other system');
  const known = new Map(queue.describe().map((state) => [state.receiver, state]));
  return ways.map((way) => {
    const { state, since, words } = known.get(way) ?? quiet;
    const name = ways.length > 1 ? t('{system} by {protocol}', { system, protocol: protocols[way] }) : system;
    const by = leavingBy(db, way, now());
    return { way, system, name, state, since, words, refused: countRefused(db, by), ...countToSend(db, by) };
  });
};

const protocols = { ncip: 'NCIP', sip2: 'SIP2' } as const;

const rankOf = ({ state, waiting, held }: PartnerConnection): number =>
  held !== null || state === 'down' || state === 'no-secret' || state === 'no-folder'
    ? 0
    : waiting > 0
      ? 1
      : 2;

const viewOf = (context: DeskContext, row: LoggedRow): LoggedMessage => ({
  id: row.id,
  at: row.at,
  direction: row.direction,
  state: row.state,
  what: lineOfStored(context, row),
  words: row.words,
  mayHaveArrived: row.mayHaveArrivedAt !== null,
  sentAs: row.sentAs,
  requestId: row.requestId,
  externalId: row.externalId ?? '',
  partnerName: row.partnerName ?? '',
});

/** A message for support. What the partner's system answered is left out: it may repeat what we said. */
const forSupport = (row: LoggedRow) => ({
  at: row.at,
  direction: row.direction,
  state: row.state,
  request: row.sentAs,
  message: withoutPatrons(bytesOf(row)),
});
