import type { Instant, PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { isOver, newTurn, type Turn } from '../../../../shared/domain/life/turn.ts';
import type { WritableDB } from '../../db/types.ts';
import {
  changesOfTurn,
  columnsOfTurn,
  deleteTurn,
  insertTurn,
  listTurns,
  type StoredTurn,
  type TurnRow,
  updateTurn,
} from '../../desk/store/turns.queries.ts';
import type { TurnInFile } from '../checking/library-shape.ts';

// The place of a turn in the rota, from 1, stands for its id until it is stored.

/** Who sent a volume, as far as it is said. */
export type Sent = {
  /** The place of its turn, from 1; null: not said. */
  readonly turn: number | null;
  /** Null: whoever has the request. */
  readonly partnerId: PartnerId | null;
};

/** Partners in their order, with the places, from 0, of the one that has the request and of the senders of the volumes. */
export type Placed = {
  readonly partners: readonly (PartnerId | null)[];
  readonly active: number;
  readonly senders: readonly number[];
};

/**
 * Places the partners of a request. One that sent a volume and is in no turn gets one before the partner that has the request.
 * @param needsOne where none is named, there is one that nobody recorded.
 */
export const placePartners = (
  rota: readonly (PartnerId | null)[],
  active: PartnerId | null,
  sent: readonly Sent[],
  needsOne: boolean,
): Placed => {
  const missing = sent.flatMap(({ partnerId }) =>
    partnerId === null || rota.includes(partnerId) ? [] : partnerId,
  );
  const has = Math.max(0, rota.indexOf(active));
  const named = [...rota.slice(0, has), ...new Set(missing), ...rota.slice(has)];
  const partners = named.length === 0 && (needsOne || sent.length > 0) ? [null] : named;
  const at = Math.max(0, Math.min(has + named.length - rota.length, partners.length - 1));
  return { partners, active: at, senders: sent.map((one) => senderOf(one, partners, at)) };
};

const senderOf = ({ turn, partnerId }: Sent, partners: Placed['partners'], active: number): number => {
  const place = (turn ?? 0) - 1;
  if (place >= 0 && place < partners.length && (partnerId === null || partners[place] === partnerId))
    return place;
  if (partnerId === null || partners[active] === partnerId) return active;
  return partners.lastIndexOf(partnerId);
};

const idAt = (place: number): TurnId => (place + 1) as TurnId;

/** The turns of some partners, which all wait. */
export const waitingTurns = (partners: Placed['partners']): readonly Turn[] =>
  partners.map((partnerId, place) => newTurn(idAt(place), partnerId));

/** A turn as a file says it. What it was told is what its state says, where the file does not say. */
export const turnInFile = (inFile: TurnInFile, partnerId: PartnerId | null, place: number): Turn => {
  const { state, word, told, cancellation, parcel, demand, dueOn, volumes } = inFile;
  const isBegun = state !== 'waiting';
  const knows = (what: 'request' | 'end' | 'rest', otherwise: boolean): boolean =>
    told === undefined ? otherwise : told.includes(what);
  const over = isOver(inFile);
  return {
    ...newTurn(idAt(place), partnerId),
    state,
    outsideWord: word === '' ? null : word,
    cancellation: cancellation?.state ?? 'none',
    parcel: parcel?.state ?? 'none',
    heard: knows('request', isBegun),
    knowsEnd: knows('end', over),
    knowsRest: knows('rest', over),
    askedFor: volumes,
    // What it wants back of volumes that are here stands on those.
    demand: state === 'shipped' ? (demand?.state ?? 'none') : 'none',
    dueOn,
  };
};

/** What the file says of a turn besides its life; what it does not say is left out. */
export const factsInFile = (inFile: TurnInFile): Partial<TurnRow> => {
  const { state, at, askedAt, shippedAt, cancellation, parcel, demand, cost } = inFile;
  return {
    ...(at && { stateAt: at }),
    ...(askedAt && { askedAt }),
    ...(shippedAt && { shippedAt }),
    ...(cancellation?.at && { cancellationAt: cancellation.at }),
    ...(parcel?.at && { parcelAt: parcel.at }),
    ...(state === 'shipped' && demand?.at && { demandAt: demand.at }),
    ...(state === 'shipped' && demand && { backBy: demand.backBy }),
    ...(cost !== '' && { cost }),
  };
};

/** A turn that a file wants: its life, and what it says besides. */
export type WantedTurn = { readonly turn: Turn; readonly facts: Partial<TurnRow> };

/** The row of a new turn, but for its ids. */
export const rowOfTurn = (
  { turn, facts }: WantedTurn,
  at: Instant,
): Omit<TurnRow, 'id' | 'requestId' | 'position'> => ({ ...columnsOfTurn(turn, at), ...facts });

const differing = (before: StoredTurn, facts: Partial<TurnRow>): Partial<TurnRow> =>
  Object.fromEntries(
    Object.entries(facts).filter(([field, value]) => value !== before[field as keyof TurnRow]),
  ) as Partial<TurnRow>;

/** What of a stored turn changes. */
export const changesInFile = (
  before: StoredTurn,
  { turn, facts }: WantedTurn,
  at: Instant,
): Partial<TurnRow> => {
  const changes = changesOfTurn(
    before,
    { ...turn, requestWaits: false, heard: turn.heard || before.heard === 1 },
    at,
  );
  return differing(before, { ...changes, ...facts });
};

/** Which stored turn becomes each wanted one: that of the same partner, in their order. Undefined: it is new. */
export const matchTurns = (
  stored: readonly StoredTurn[],
  wanted: readonly WantedTurn[],
): readonly (StoredTurn | undefined)[] => {
  const left = [...stored];
  return wanted.map(({ turn }) => {
    const at = left.findIndex(({ partnerId }) => partnerId === turn.partnerId);
    return at === -1 ? undefined : left.splice(at, 1)[0];
  });
};

/** Above every place in a rota. */
const aside = 10_000;

/**
 * Stores the turns that a file wants. Those that it does not want any more stand behind them, until `removeTurns`.
 * @returns their ids in the order of the rota.
 */
export const putTurns = (
  db: WritableDB,
  requestId: RequestId,
  wanted: readonly WantedTurn[],
  at: Instant,
): readonly TurnId[] => {
  const stored = listTurns(db, requestId);
  const matched = matchTurns(stored, wanted);
  const isMoved = stored.some((turn, place) => matched[place] !== turn);
  if (isMoved) for (const { id, position } of stored) updateTurn(db, id, { position: position + aside });
  return wanted.map((one, place) => {
    const before = matched[place];
    const position = place + 1;
    if (!before) return insertTurn(db, { requestId, position, ...rowOfTurn(one, at) });
    updateTurn(db, before.id, { ...changesInFile(before, one, at), ...(isMoved && { position }) });
    return before.id;
  });
};

/** Removes the turns that a file does not want any more. Nothing refers to them. */
export const removeTurns = (db: WritableDB, requestId: RequestId): void => {
  for (const { id, position } of listTurns(db, requestId)) if (position > aside) deleteTurn(db, id);
};
