import fc from 'fast-check';
import type { DeskId, PartnerId, RequestId } from '../../../shared/domain/ids.ts';
import { goTo } from '../circulation.ts';
import { type DecisionDesk, lake, north, west } from '../decision-desk.ts';
import { newOpId } from '../desk.ts';
import { furtherTries, furtherTryNames, lifeTries, lifeTryNames } from '../life-tries.ts';

/** The life of a request: its start, and the moves that are tried, each with a number that makes choices. */
export type Lived = {
  readonly start: string;
  readonly rota: readonly PartnerId[];
  readonly volumes: number | null;
  readonly moves: readonly (readonly [move: Move, pick: number])[];
};

const moves = [
  ...lifeTryNames,
  ...furtherTryNames,
  'leave',
  'go',
  'receive',
  'lend',
  'partner-answer',
] as const;
type Move = (typeof moves)[number];

const starts = [
  'REQUEST_CREATED_BOR',
  'READY_TO_SEND',
  'REQUEST_SENT',
  'SHIPPED_PHYSICALLY',
  'CONDITIONAL',
  'LOANED',
] as const;

/** Any life. A refused move changes nothing, and the next one is tried. */
export const anyLife: fc.Arbitrary<Lived> = fc.record({
  start: fc.constantFrom(...starts),
  rota: fc.constantFrom<readonly PartnerId[]>([north], [west, north], [north, west, lake], [lake, west]),
  volumes: fc.constantFrom(null, 1, 2, 3),
  moves: fc.array(fc.tuple(fc.constantFrom(...moves), fc.nat({ max: 999 })), { maxLength: 12, size: 'max' }),
});

const lived = (start: string, rota: readonly PartnerId[], ...tried: Lived['moves']): Lived => ({
  start,
  rota,
  volumes: null,
  moves: tried,
});

/** Lives after which a window was once wrong, or that lead to rare sentences. */
export const tellingLives: readonly Lived[] = [
  // A set left without Done whose only volume went back: its partner was told of the receipt with the return.
  {
    start: 'REQUEST_CREATED_BOR',
    rota: [north],
    volumes: 3,
    moves: [
      ['receive', 0],
      ['return', 0],
    ],
  },
  lived('LOANED', [north, west, lake], ['send-request', 0]),
  lived('LOANED', [north, west, lake], ['ask-next-partner', 0]),
  lived('CONDITIONAL', [west, north], ['cancel', 0]),
  lived('REQUEST_CREATED_BOR', [north], ['receive', 0], ['edit-request', 217], ['receive-digitally', 0]),
  lived('REQUEST_CREATED_BOR', [north], ['receive', 0], ['cancel', 0], ['report-lost', 0]),
  lived('REQUEST_CREATED_BOR', [north], ['receive', 0], ['report-damaged', 0], ['receive', 13]),
  lived(
    'REQUEST_CREATED_BOR',
    [north],
    ['receive', 494],
    ['receive', 783],
    ['report-lost', 0],
    ['receive-digitally', 0],
  ),
  lived('LOANED', [north], ['report-lost', 0], ['receive', 0], ['cancel', 0], ['report-lost', 0]),
  lived('REQUEST_CREATED_BOR', [lake, west], ['receive', 285], ['send-request', 0]),
  lived('REQUEST_CREATED_BOR', [lake, west], ['receive', 285], ['leave', 0], ['send-request', 0]),
  lived('REQUEST_CREATED_BOR', [lake, west], ['receive', 465], ['leave', 0], ['ask-next-partner', 0]),
  lived('REQUEST_CREATED_BOR', [west, north], ['receive', 0], ['receive', 741], ['request-renewal', 1]),
  lived('SHIPPED_PHYSICALLY', [north], ['partner-answer', 928], ['report-lost', 0]),
  lived('SHIPPED_PHYSICALLY', [west, north], ['report-lost', 0], ['settle-loss', 0]),
  lived('SHIPPED_PHYSICALLY', [north], ['claim-parcel', 0], ['partner-answer', 68]),
];

let number = 0;

/** Runs a life at a desk. */
export const live = (desk: DecisionDesk, { start, rota, volumes, moves: tried }: Lived): RequestId => {
  number += 1;
  goTo(desk, 1 as DeskId);
  const id = desk.add({
    externalId: `R${number}`,
    status: start,
    rota,
    activePartner: rota[0] ?? null,
    volumes,
  });
  const tries = { ...lifeTries(desk), ...furtherTries(desk) };
  for (const [name, pick] of tried) {
    if (name === 'leave') desk.letLeave();
    else if (name === 'go') goTo(desk, ((pick % 2) + 1) as DeskId);
    else tries[name]?.(id, newOpId(), pick);
  }
  return id;
};
