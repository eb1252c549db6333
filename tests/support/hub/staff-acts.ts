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

/** The parameters of an act: its request, and a number for choosing among options. */
type Doing = {
  readonly opId: OpId;
  readonly requestId: RequestId;
  /** A number for choosing among options. */
  readonly pick: number;
  /** The steps taken on this request so far, at any desk, the last one last. */
  readonly earlier: readonly OpId[];
};

export type Do = (desk: SyncDesk, doing: Doing) => unknown;

/** The fields of a new request, as entered in the form. */
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

/** Acts other than moving a request on. */
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

/** Acts that are only chosen explicitly, never at random. */
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

/** All acts; frequent ones are repeated. */
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
 * Returns a random act, as a clerk who does not know the rules may try it. Repeating it is a double click.
 * @param chosen the name of the act; random if omitted.
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

/** Repeating these acts repeats their effect: they have no operation id. */
export const hasNoId: readonly string[] = ['view', 'wrongPin', 'letterByHand', 'import', ...besidesWithoutId];
