import { inTransaction } from '../../../electron/main/db/open.ts';
import { sql } from '../../../electron/main/db/sql.ts';
import { dealtWithService } from '../../../electron/main/desk/output/letters/letters.service.ts';
import { savedViewsService } from '../../../electron/main/desk/queries/list/saved-views.service.ts';
import { operatorsService } from '../../../electron/main/desk/records/operators/operators.service.ts';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import { reasonsService } from '../../../electron/main/desk/records/reasons/reasons.service.ts';
import {
  loadLibrarySettings,
  saveLibrarySettings,
} from '../../../electron/main/desk/records/settings/settings.service.ts';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { findUndone } from '../../../electron/main/desk/steps/undo/redo.ts';
import { notePinFailures } from '../../../electron/main/desk/store/operators.queries.ts';
import { findRequest } from '../../../electron/main/desk/store/requests.queries.ts';
import type { LibraryId, OperatorId, OpId, RequestId } from '../../../shared/domain/ids.ts';
import { anyRequest } from '../../../shared/domain/request-list.ts';
import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { Random } from '../fuzz/random.ts';
import { lifeTries, lifeTryNames, redo } from '../life-tries.ts';
import { besides, besidesWithoutId } from './other-acts.ts';
import { workOnImport } from './imports.ts';
import type { SyncDesk } from './sync-desk.ts';

/** What somebody does: which request it is about, and what they choose among. */
type Doing = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  /** A number that chooses. */
  readonly pick: number;
  /** The steps that were taken on this request, at whatever desk, the last one last. */
  readonly earlier: readonly OpId[];
};

export type Do = (desk: SyncDesk, doing: Doing) => unknown;

/** What the form says of a new request. */
export const newFields = {
  title: 'A new one',
  author: '',
  format: 'physical',
  patronId: 1,
  pickupDeskId: 1,
  dueOn: null,
  volumes: null,
  circulationNote: '',
} as never;

/** What staff do besides moving a request on. */
const others: Readonly<Record<string, Do>> = {
  undo: (desk, { opId, earlier, pick }) => {
    const undoes = earlier.at(-1 - (pick % 3));
    return undoes && take(desk.context, 'undo', { opId, undoes });
  },
  redo: (desk, { opId }) => {
    const redoes = findUndone(desk.context);
    return redoes && redo(desk, redoes, opId);
  },
  'edit-request': (desk, { opId, requestId, pick }) => {
    const request = findRequest(desk.context.db, requestId);
    if (!request) return undefined;
    const changed = [
      { title: `Title ${pick % 5}` },
      { circulationNote: `Note ${pick % 5}` },
      { patronId: ((pick % 2) + 1) as never },
      { pickupDeskId: ((pick % 2) + 1) as never },
    ][pick % 4];
    return take(desk.context, 'edit-request', {
      opId,
      requestId,
      fields: { ...fieldsOf(request), ...changed },
    });
  },
  create: (desk, { opId, pick }) =>
    take(desk.context, 'create-request', {
      opId,
      externalId: pick % 3 === 0 ? `NEW-${pick % 4}` : '',
      fields: newFields,
      partnerIds: [1 as never],
    }),
  partner: (desk, { opId, pick }) =>
    placesService(desk.context).savePartner({
      opId,
      id: pick % 3 === 0 ? null : (1 as never),
      values: {
        code: pick % 3 === 0 ? `P-${pick % 4}` : 'NORTH',
        name: `Partner ${pick % 5}`,
        address: [],
        lettersOff: [],
        email: pick % 2 === 0 ? 'ill@north.example' : '',
        phone: '',
        renewsAutomatically: true,
        cancelNeedsConsent: false,
        active: true,
      },
    } as never),
  patron: (desk, { opId, pick }) =>
    placesService(desk.context).savePatron({
      opId,
      id: pick % 3 === 0 ? null : (1 as never),
      values: {
        barcode: pick % 3 === 0 ? `P200000${pick % 3}` : 'P1000001',
        name: `Reader ${pick % 5}`,
        email: '',
        libraryId: 1,
        active: true,
      },
    } as never),
  reason: (desk, { opId, pick }) =>
    reasonsService(desk.context).save({
      opId,
      id: null,
      code: `REASON_${pick % 5}`,
      label: `Reason ${pick % 5}`,
      active: true,
    }),
  settings: (desk, { opId, pick }) => {
    const libraryId = (1 + (pick % 2)) as LibraryId;
    const { holdShelf, loans } = loadLibrarySettings(desk.context.db, libraryId);
    return saveLibrarySettings(desk.context, {
      opId,
      libraryId,
      settings:
        pick % 3 === 0
          ? { holdShelf: { ...holdShelf, days: (pick % 20) + 1 } }
          : { loans: { ...loans, defaultPeriodDays: (pick % 20) + 1 } },
    });
  },
  operator: (desk, { opId, pick }) =>
    operatorsService(desk.context).save({
      opId,
      id: pick % 3 === 0 ? null : (3 as OperatorId),
      name: pick % 3 === 0 ? `Operator ${pick % 4}` : 'C. Operator',
      active: pick % 8 !== 1,
      grants: [
        { role: 'requests-operator', libraryId: 1 as never, deskId: null },
        ...(pick % 2 === 0
          ? [{ role: 'circulation-desk-operator' as const, libraryId: 1 as never, deskId: null }]
          : []),
      ],
    }),
  view: (desk, { pick }) => {
    const service = savedViewsService(desk.context);
    const views = service.views();
    const [first] = views.ok ? views.value : [];
    return first && pick % 3 === 0
      ? service.deleteView({ id: first.id })
      : service.saveView({
          name: `View ${pick % 3}`,
          query: { ...anyRequest, text: `${pick}` } as never,
          sort: { column: 'title', direction: 'ascending' } as never,
        });
  },
  wrongPin: ({ context }, { pick }) =>
    inTransaction(context.db, (db) => notePinFailures(db, ((pick % 2) + 1) as OperatorId, pick % 7, null)),
  letterByHand: (desk, { pick }) => {
    const ids = sql<[], number>(desk.context.db, 'SELECT id FROM outbox ORDER BY id').pluck().all();
    const id = pick % 2 === 0 ? ids.at(-1) : ids[pick % Math.max(1, ids.length)];
    return id === undefined ? undefined : dealtWithService(desk.context).dealtWith({ ids: [id] });
  },
  import: workOnImport,
  ...besides,
};

/** What happens where somebody chooses it, and never at random. */
const chosenOnly: Readonly<Record<string, Do>> = {
  operatorLeaves: (desk, { opId }) =>
    operatorsService(desk.context).save({
      opId,
      id: 3 as OperatorId,
      name: 'C. Operator',
      active: false,
      grants: [{ role: 'requests-operator', libraryId: 1 as never, deskId: null }],
    }),
};

/** What happens at a desk, what happens more often several times. */
const doings: readonly string[] = [
  ...lifeTryNames,
  ...Object.keys(others),
  ...lifeTryNames.filter((name) => ['receive', 'lend', 'return', 'scan-in'].includes(name)),
  'receive',
  'lend',
  'return',
  'undo',
  'undo',
  'redo',
  'tick',
  'receiveAgain',
  'edit-request',
  'settings',
  'settings',
  'import',
  'import',
];

/**
 * Something at random, as somebody may try it who does not know what the rules say of it. The same again is a double click.
 * @param chosen what it is; left out: at random.
 */
export const somethingToDo = (
  desk: SyncDesk,
  random: Random,
  doing: Omit<Doing, 'pick'>,
  chosen?: string,
): { readonly name: string; readonly act: () => unknown } => {
  const name = chosen ?? random.pick(doings) ?? 'receive';
  const pick = random.below(1_000);
  return {
    name,
    act: () => {
      const other = others[name] ?? chosenOnly[name];
      if (other) return other(desk, { ...doing, pick });
      const tries = lifeTries(desk)[name as StepKind];
      if (tries === undefined) throw new Error(`Nothing is called ${name}.`);
      return tries(doing.requestId, doing.opId, pick);
    },
  };
};

/** Done twice, these are twice done: they have no id of their own. */
export const hasNoId: readonly string[] = ['view', 'wrongPin', 'letterByHand', 'import', ...besidesWithoutId];
