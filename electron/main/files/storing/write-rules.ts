import { administrator } from '../../../../shared/domain/administration.ts';
import { firstToNeedPin, pinNeeded } from '../../../../shared/domain/pin.ts';
import type { RoleGrant } from '../../../../shared/domain/roles.ts';
import { raiseBarcodeSeries } from '../../desk/store/barcode-series.queries.ts';
import { wasEverTaken } from '../../desk/store/command-log.queries.ts';
import { findTemplate, putTemplate } from '../../desk/store/letter-templates.queries.ts';
import {
  insertOperator,
  listGrants,
  listOperatorRows,
  putGrants,
  updateOperator,
} from '../../desk/store/operators.queries.ts';
import { findReason, insertReason, updateReason } from '../../desk/store/reasons.queries.ts';
import { findLibrarySetting, putLibrarySetting } from '../../desk/store/settings.queries.ts';
import type {
  CheckedOperator,
  CheckedReason,
  CheckedSeries,
  CheckedSetting,
  CheckedTemplate,
} from '../checking/check-rules.ts';
import { RowFault } from '../row-fault.ts';
import type { Outcome, Writing } from './write-places.ts';
import { needId } from './write-places.ts';
import { t } from '../../../../shared/words/words.ts';

// What a library works by comes in only where nothing was chosen here yet: what somebody chose stays.

/**
 * Adds an operator who is not there, without a PIN. The role that looks after records and other people's roles is left out: until they
 * have a PIN anybody could choose their name.
 * @throws RowFault where the importer would come to need a PIN.
 */
export const writeOperator = (writing: Writing, operator: CheckedOperator): Outcome => {
  const { db, rights } = writing;
  const everyone = listOperatorRows(db);
  if (everyone.some(({ name }) => name.toLowerCase() === operator.name.toLowerCase())) return 'skipped';
  const all: readonly RoleGrant[] = operator.roles.map(({ role, library, desk }, index) => ({
    role,
    libraryId: needId(writing, 'library', library, `roles[${index}].library`),
    deskId: desk === null ? null : needId(writing, 'desk', desk, `roles[${index}].desk`),
  }));
  for (const { libraryId } of all) rights.authorize('library', 'roles', [libraryId]);
  const grants = all.filter(({ role }) => role !== administrator);
  refuseWithoutPin(writing, operator, grants);
  const id = insertOperator(db, operator.name);
  if (!operator.active) updateOperator(db, id, operator.name, false);
  putGrants(db, id, grants);
  if (grants.length < all.length)
    writing.remark('roles', t('storing.operatorIsInWithoutTheRole', { name: operator.name }));
  return 'added';
};

const refuseWithoutPin = (
  { db }: Writing,
  { name, active }: CheckedOperator,
  grants: readonly RoleGrant[],
): void => {
  if (!active) return;
  const roles = listGrants(db);
  const before = listOperatorRows(db)
    .filter((row) => row.active === 1)
    .map((row) => ({
      id: row.id as number,
      hasPin: row.hasPin === 1,
      grants: roles.filter(({ operatorId }) => operatorId === row.id),
    }));
  if (firstToNeedPin(before, [...before, { id: 0, hasPin: false, grants }]))
    throw new RowFault('name', t('storing.operatorIsNotAddedBeforePin', { name, pinNeeded }));
};

const reasonKinds = ['save-reason', 'order-reasons', 'remove-reason'] as const;

/** Adds a reason, or brings it up to date where nobody changed the reasons here. */
export const writeReason = ({ db }: Writing, reason: CheckedReason): Outcome => {
  const stored = findReason(db, reason.code);
  const row = { ...reason, active: Number(reason.active) };
  if (stored) {
    const isSame = (Object.keys(row) as (keyof typeof row)[]).every((key) => stored[key] === row[key]);
    if (isSame || wasEverTaken(db, reasonKinds)) return 'skipped';
    updateReason(db, stored.id, row);
    return 'updated';
  }
  insertReason(db, row);
  return 'added';
};

/** Keeps the changed text of a letter, unless it was changed here. */
export const writeTemplate = ({ db, at }: Writing, template: CheckedTemplate): Outcome => {
  if (findTemplate(db, template.code)) return 'skipped';
  putTemplate(db, { ...template, at: template.at ?? at });
  return 'added';
};

/** Keeps a group of settings of the library, unless one was stored here. */
export const writeSetting = ({ db }: Writing, { name, value }: CheckedSetting): Outcome => {
  if (findLibrarySetting(db, name) !== undefined) return 'skipped';
  putLibrarySetting(db, name, value);
  return 'added';
};

/** Brings a series of temporary barcodes up to where the file has it: no number is given twice. */
export const writeSeries = ({ db }: Writing, series: CheckedSeries): Outcome =>
  raiseBarcodeSeries(db, series) ? 'updated' : 'skipped';
