import { isActive, wasAsked } from '../../../../shared/domain/life/turn.ts';
import { noCitation } from '../../../../shared/domain/citation.ts';
import { t } from '../../../../shared/words/words.ts';
import { RowFault } from '../row-fault.ts';
import {
  type LifeInFile,
  type RequestInFile,
  type TurnInFile,
  lifeShape,
  requestShape,
} from './library-shape.ts';
import { row } from './shapes.ts';

type ItemInFile = NonNullable<RequestInFile['items']>[number];

/** An item of a file. An unknown status is kept unchanged. */
export type CheckedItem = Omit<ItemInFile, 'status'> & { readonly status: string };

/** A request with checked fields. Undefined: absent in the file, so an update keeps the stored value. Null: known to be empty. */
export type CheckedRequest = Omit<RequestInFile, 'items' | 'citation'> & {
  readonly items: readonly CheckedItem[] | undefined;
  /** Fields that are left out keep their stored value. */
  readonly citation: Partial<NonNullable<RequestInFile['citation']>> | undefined;
  /** Null if the file has no such fields. */
  readonly life: LifeInFile | null;
  /** Fields that were ignored because the turns hold the same information. */
  readonly ignored?: readonly string[];
};

const requests = row(requestShape);
const lives = row(lifeShape);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Checks the fields of a request. References are resolved later.
 * @param timeZone IANA zone of the library.
 * @throws RowFault.
 */
export const checkRequest = (value: unknown, timeZone: string): CheckedRequest => {
  // Completed in place: a copy would take as long as reading it.
  const request = requests.read(value, timeZone) as Mutable<CheckedRequest>;
  const { rota, activePartner } = request;
  if (activePartner && rota && rota.length > 0 && !rota.includes(activePartner))
    throw new RowFault(
      'activePartner',
      t('“{activePartner}” is not in this request’s rota. Add it to the rota or name another partner.', {
        activePartner,
      }),
    );
  request.citation = request.citation === null ? noCitation : request.citation;
  request.items?.forEach(complete);
  const life = lives.read(value, timeZone);
  request.life = isSilent(life) ? null : life;
  if (request.turns) readTurns(request, request.turns);
  return request;
};

const isSilent = (life: LifeInFile): boolean => Object.values(life).every((part) => part === undefined);

/** Fields whose information the turns hold too. */
const ofTurns = ['rota', 'activePartner', 'condition'] as const;
const ofLifeOfTurns = ['cancellation', 'demands'] as const;

/**
 * Reads the turns of a request, and ignores the older fields for the same information.
 * @throws RowFault if two partners have the request at the same time, an outside state has no word, or an item names a missing turn.
 */
const readTurns = (request: Mutable<CheckedRequest>, turns: readonly TurnInFile[]): void => {
  const { life, items } = request;
  const active = turns.filter(isActive);
  if (active.length > 1)
    throw new RowFault(
      `turns[${turns.indexOf(active[1] as TurnInFile)}].state`,
      t(
        'Two partners have the request at the same time. Only one entry in “turns” can be asked or have a parcel on its way.',
      ),
    );
  turns.forEach(({ state, word }, index) => {
    if (state === 'outside' && word === '') throw new RowFault(`turns[${index}].word`, t('Missing'));
  });
  items?.forEach(({ turn }, index) => {
    if (turn && turn > turns.length)
      throw new RowFault(
        `items[${index}].turn`,
        t('“turns” has no entry {turn}. Entries are numbered from 1.', { turn }),
      );
  });
  const isSaid = (value: unknown): boolean => value !== undefined && value !== null;
  const ofParcel = life?.reports?.some(({ item }) => item === null) === true;
  request.ignored = [
    ...ofTurns.filter((name) => isSaid(request[name])),
    ...ofLifeOfTurns.filter((name) => isSaid(life?.[name])),
    ...(ofParcel ? ['reports'] : []),
  ];
  request.rota = undefined;
  request.condition = undefined;
  request.activePartner = (active[0] ?? turns.findLast(wasAsked) ?? turns[0])?.partner ?? undefined;
  if (life)
    request.life = {
      ...life,
      cancellation: undefined,
      demands: undefined,
      reports: life.reports?.filter(({ item }) => item !== null),
    };
};

/** Fills in what a file may leave out: the status of an item, and the end of a loan whose item was returned (its due date). */
const complete = (item: Mutable<CheckedItem>): void => {
  const { status, loan } = item as ItemInFile;
  if (status === undefined) item.status = loan?.endedOn === null ? 'on-loan' : 'on-hold-shelf';
  else if (loan?.endedOn === null && (status === 'returned-by-patron' || status === 'returned-to-partner'))
    item.loan = { ...loan, endedOn: loan.dueOn };
};
