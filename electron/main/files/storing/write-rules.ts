import { administrator } from '../../../../shared/domain/administration.ts';
import { firstToNeedPin, pinNeeded } from '../../../../shared/domain/pin.ts';
import type { LibraryId } from '../../../../shared/domain/ids.ts';
import type { RoleGrant } from '../../../../shared/domain/roles.ts';
import { libraryGroups } from '../../../../shared/domain/library-settings.ts';
import {
  type SlipLogo,
  logoLimits,
  logoSetting,
  pictureFacts,
} from '../../../../shared/domain/slips/logo.ts';
import { slipLogo } from '../../../../shared/ipc/settings-shapes.ts';
import { raiseBarcodeSeries } from '../../desk/store/barcode-series.queries.ts';
import { wasEverRun } from '../../desk/store/command-log.queries.ts';
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
import type { rules } from '../checking/library-shape.ts';
import { type ReadOf, anyRow, row } from '../checking/shapes.ts';
import { RowFault } from '../row-fault.ts';
import { type Outcome, type Writing, requireId } from './writing.ts';
import { t } from '../../../../shared/words/words.ts';

type Rule<Kind extends keyof typeof rules> = ReadOf<(typeof rules)[Kind]>;

// Rules of a library are imported only where none were set here; those set here stay.

/**
 * Adds a new operator, without a PIN. The role that manages records and other operators' roles is left out: without a PIN, anyone could
 * choose that name.
 * @throws RowFault if operators would then need a PIN that they do not have.
 */
export const writeOperator = (writing: Writing, operator: Rule<'operator'>): Outcome => {
  const { db, rights } = writing;
  const everyone = listOperatorRows(db);
  if (everyone.some(({ name }) => name.toLowerCase() === operator.name.toLowerCase())) return 'unchanged';
  const all: readonly RoleGrant[] = operator.roles.map(({ role, libraryId, deskId }, index) => ({
    role,
    libraryId: requireId(writing, 'library', libraryId, `roles[${index}].library`),
    deskId: deskId === null ? null : requireId(writing, 'desk', deskId, `roles[${index}].desk`),
  }));
  for (const { libraryId } of all) rights.authorize('library', 'roles', [libraryId]);
  const grants = all.filter(({ role }) => role !== administrator);
  refuseWithoutPin(writing, operator, grants);
  const id = insertOperator(db, operator.name);
  if (!operator.active) updateOperator(db, id, operator.name, false);
  putGrants(db, id, grants);
  if (grants.length < all.length)
    writing.remark(
      'roles',
      t(
        '{name} can sign in without a PIN and was not given the role that manages records. Let them set a PIN, then give them the role in Settings › Operators and roles.',
        { name: operator.name },
      ),
    );
  return 'added';
};

const refuseWithoutPin = (
  { db }: Writing,
  { name, active }: Rule<'operator'>,
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
    throw new RowFault('name', t('{name} was not added. {pinNeeded}', { name, pinNeeded }));
};

const reasonKinds = ['save-reason', 'order-reasons', 'remove-reason'] as const;

/** Adds a reason, or updates it if no one has changed the reasons here. */
export const writeReason = ({ db }: Writing, reason: Rule<'reason'>): Outcome => {
  const stored = findReason(db, reason.code);
  if (stored) {
    const isSame = (Object.keys(reason) as (keyof typeof reason)[]).every(
      (key) => stored[key] === reason[key],
    );
    if (isSame || wasEverRun(db, reasonKinds)) return 'unchanged';
    updateReason(db, stored.id, reason);
    return 'updated';
  }
  insertReason(db, reason);
  return 'added';
};

/** Stores a library's text of a letter, unless that library has its own text here. */
export const writeTemplate = (writing: Writing, template: Rule<'template'>): Outcome => {
  const { db, at, rights } = writing;
  const libraryId = requireId(writing, 'library', template.libraryId, 'library');
  if (findTemplate(db, libraryId, template.code)) return 'unchanged';
  rights.authorize('library', 'library', [libraryId]);
  putTemplate(db, { ...template, libraryId, at: template.at ?? at });
  return 'added';
};

const settingValue = row({ value: anyRow });

/** Checks that a logo is a picture by its bytes; null if a library removed its logo. */
const checkLogo = (value: unknown): SlipLogo | null => {
  if (value === null) return null;
  const read = slipLogo.safeParse(value);
  const facts = read.success ? pictureFacts(Buffer.from(read.data.data, 'base64')) : null;
  if (!read.success || facts?.type !== read.data.type)
    throw new RowFault(
      'value',
      t('The logo must be a PNG or JPEG of at most 200 kB and 2,000 pixels per side.'),
    );
  if (Math.max(facts.widthPx, facts.heightPx) > logoLimits.pixels)
    throw new RowFault(
      'value',
      t('The logo must be a PNG or JPEG of at most 200 kB and 2,000 pixels per side.'),
    );
  return read.data;
};

/** Returns the owner of a setting. @throws RowFault if a library's own setting names no library, or a shared setting names one. */
const ownerOf = (writing: Writing, { name, libraryId: code }: Rule<'setting'>): LibraryId | null => {
  const isOwn = Object.hasOwn(libraryGroups, name);
  if (isOwn && code === null)
    throw new RowFault(
      'library',
      t('Each library has its own {name}. Name the library in this row.', { name }),
    );
  if (!isOwn && code !== null)
    throw new RowFault(
      'library',
      t('All libraries share {name}. Leave the library out of this row.', { name }),
    );
  return code === null ? null : requireId(writing, 'library', code, 'library');
};

/**
 * Stores a group of settings of one library or of all, or the logo, unless one is stored here. Values with the wrong shape are ignored
 * when the group is read.
 */
export const writeSetting = (writing: Writing, setting: Rule<'setting'>): Outcome => {
  const { db, rights } = writing;
  const { name } = setting;
  const value = name === logoSetting ? checkLogo(setting.value) : settingValue.read(setting, '').value;
  const libraryId = ownerOf(writing, setting);
  if (findLibrarySetting(db, libraryId, name) !== undefined) return 'unchanged';
  if (libraryId !== null) rights.authorize('library', 'library', [libraryId]);
  putLibrarySetting(db, libraryId, name, JSON.stringify(value));
  return 'added';
};

/** Raises a series of temporary barcodes to the number in the file, so that none is used twice. */
export const writeSeries = ({ db }: Writing, series: Rule<'series'>): Outcome =>
  raiseBarcodeSeries(db, series) ? 'updated' : 'unchanged';
