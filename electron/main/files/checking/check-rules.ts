import type { Code, Instant } from '../../../../shared/domain/ids.ts';
import { type Role, roles } from '../../../../shared/domain/roles.ts';
import { type SettingName, settingGroups } from '../../../../shared/domain/settings.ts';
import {
  type SlipLogo,
  logoLimits,
  logoSetting,
  pictureFacts,
} from '../../../../shared/domain/slips/logo.ts';
import { slipLogo } from '../../../../shared/ipc/settings-shapes.ts';
import { t } from '../../../../shared/words/words.ts';
import { RowFault } from '../row-fault.ts';
import type { Reading } from './check-places.ts';
import {
  limits,
  readCodeField,
  readCount,
  readFlag,
  readList,
  readMoment,
  readNeededCode,
  readNeededText,
  readOneOf,
  readRow,
  readText,
} from './row-fields.ts';

// What a library works by, in a file of ours: its people without their PINs, and what they may choose and send.

export type CheckedOperator = {
  readonly name: string;
  readonly active: boolean;
  readonly roles: readonly { readonly role: Role; readonly library: Code; readonly desk: Code | null }[];
};
export type CheckedReason = {
  readonly code: string;
  readonly label: string;
  readonly active: boolean;
  readonly position: number;
};
export type CheckedTemplate = {
  readonly code: string;
  readonly subject: string;
  readonly body: string;
  readonly at: Instant | null;
};
export type CheckedSetting = { readonly name: SettingName | typeof logoSetting; readonly value: string };
export type CheckedSeries = { readonly prefix: string; readonly nextNumber: number };

const roleNames = Object.keys(roles) as readonly Role[];

/** @throws RowFault, as all checks here. */
export const checkOperator = (value: unknown): CheckedOperator => {
  const row = readRow(value);
  return {
    name: readNeededText(row, 'name', limits.short),
    active: readFlag(row, 'active') ?? true,
    roles: (readList(row, 'roles') ?? []).map((one, index) => {
      const path = `roles[${index}]`;
      const role = readRow(one, path);
      return {
        role: readOneOf(role, 'role', roleNames, `${path}.role`),
        library: readNeededCode(role, 'library', `${path}.library`),
        desk: readCodeField(role, 'desk', `${path}.desk`) ?? null,
      };
    }),
  };
};

export const checkReason = (value: unknown): CheckedReason => {
  const row = readRow(value);
  return {
    code: readNeededText(row, 'code', limits.short),
    label: readNeededText(row, 'label', limits.name),
    active: readFlag(row, 'active') ?? true,
    position: readCount(row, 'position') ?? 1,
  };
};

export const checkTemplate = (value: unknown, { timeZone }: Reading): CheckedTemplate => {
  const row = readRow(value);
  return {
    code: readNeededText(row, 'code', limits.short),
    subject: readText(row, 'subject', limits.name) ?? '',
    body: readText(row, 'body', limits.title) ?? '',
    at: readMoment(row, 'at', timeZone) ?? null,
  };
};

const librarySettings = (Object.keys(settingGroups) as SettingName[]).filter(
  (name) => settingGroups[name].whose === 'library',
);

/** A group of settings of the library. What in it is not of its shape is not taken when it is read. */
export const checkSetting = (value: unknown): CheckedSetting => {
  const row = readRow(value);
  const name = readOneOf(row, 'name', [...librarySettings, logoSetting]);
  if (name === logoSetting) return { name, value: JSON.stringify(checkLogo(row['value'])) };
  return { name, value: JSON.stringify(readRow(row['value'], 'value')) };
};

/** A picture that is one by its bytes; null where a library took its own away. */
const checkLogo = (value: unknown): SlipLogo | null => {
  if (value === null) return null;
  const read = slipLogo.safeParse(value);
  const facts = read.success ? pictureFacts(Buffer.from(read.data.data, 'base64')) : null;
  if (!read.success || facts?.type !== read.data.type) throw new RowFault('value', t('checking.itIsNoLogo'));
  if (Math.max(facts.widthPx, facts.heightPx) > logoLimits.pixels)
    throw new RowFault('value', t('checking.itIsNoLogo'));
  return read.data;
};

export const checkSeries = (value: unknown): CheckedSeries => {
  const row = readRow(value);
  const next = row['nextNumber'];
  const isNumber = typeof next === 'number' && Number.isSafeInteger(next) && next > 0;
  return {
    prefix: readNeededCode(row, 'prefix'),
    // The reader of small numbers says what is wrong.
    nextNumber: isNumber ? next : (readCount(row, 'nextNumber') ?? 1),
  };
};
