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

// Until a turn is stored, its position in the rota, from 1, is its id.

/** The sender of a volume, if known. */
export type Sent = {
  /** The position of its turn, from 1; null: unknown. */
  readonly turn: number | null;
  /** Null: the active partner. */
  readonly partnerId: PartnerId | null;
};

/** Partners in rota order, with the positions, from 0, of the active one and of the volumes' senders. */
export type Placed = {
  readonly partners: readonly (PartnerId | null)[];
  readonly active: number;
  readonly senders: readonly number[];
};

/**
 * Arranges the partners of a request. A sender of a volume without a turn gets one before the active partner.
 * @param needsOne if no partner is named, adds an unknown one.
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

/** Returns turns for partners, all of them waiting. */
export const waitingTurns = (partners: Placed['partners']): readonly Turn[] =>
  partners.map((partnerId, place) => newTurn(idAt(place), partnerId));

/** Converts a turn of a file. If the file does not say what the partner was told, the state decides. */
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
    // Once volumes have arrived, the demand is recorded on them.
    demand: state === 'shipped' ? (demand?.state ?? 'none') : 'none',
    dueOn,
  };
};

/** Returns the columns of a turn beyond its life; those absent in the file are left out. */
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

/** A turn in a file: its life, and its other columns. */
export type WantedTurn = { readonly turn: Turn; readonly facts: Partial<TurnRow> };

/** The row of a new turn, without its ids. */
export const rowOfTurn = (
  { turn, facts }: WantedTurn,
  at: Instant,
): Omit<TurnRow, 'id' | 'requestId' | 'position'> => ({ ...columnsOfTurn(turn, at), ...facts });

const differing = (before: StoredTurn, facts: Partial<TurnRow>): Partial<TurnRow> =>
  Object.fromEntries(
    Object.entries(facts).filter(([field, value]) => value !== before[field as keyof TurnRow]),
  ) as Partial<TurnRow>;

/** Returns the changes of a stored turn. */
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

/** Finds the stored turn for each wanted one: that of the same partner, in order. Undefined: a new turn. */
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

/** Larger than any position in a rota. */
const aside = 10_000;

/**
 * Writes the turns of a file. Stored turns that are not wanted are moved behind these until `removeTurns`.
 * @returns their ids in rota order.
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

/** Deletes the turns that were moved away by `putTurns`. Nothing refers to them. */
export const removeTurns = (db: WritableDB, requestId: RequestId): void => {
  for (const { id, position } of listTurns(db, requestId)) if (position > aside) deleteTurn(db, id);
};
