import * as z from 'zod';
import type { SettingField, SettingGroup } from '../domain/setting-fields.ts';
import {
  type InstallationSettings,
  type LibrarySettings,
  type Settings,
  type WorkstationSettings,
  groupsOf,
  settingGroups,
} from '../domain/settings.ts';
import { namesOf } from '../domain/listed.ts';
import { designedKinds } from '../domain/slips/design.ts';
import { certificates, systemAddress } from './partner-profile.ts';
import { slipDesign } from './slip-shapes.ts';
import { logoLimits, logoPlaces } from '../domain/slips/logo.ts';
import { maxCopies, paperSizes } from '../domain/slips/printing.ts';
import { slipKinds } from '../domain/slips/all-slips.ts';

const printerName = z.string().max(256);

/** The library's logo on slips. It is embedded in a page, so only Base64 is accepted. */
export const slipLogo = z.strictObject({
  type: z.enum(['image/png', 'image/jpeg']),
  widthPx: z.int().positive().max(logoLimits.pixels),
  heightPx: z.int().positive().max(logoLimits.pixels),
  place: z.enum(namesOf(logoPlaces)),
  data: z
    .string()
    .max(Math.ceil(logoLimits.bytes / 3) * 4)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
});

const shapesOfItems = {
  'slip-design': slipDesign.extend({ kind: z.enum(designedKinds) }),
  'slip-route': z.strictObject({
    desk: z.int().positive().nullable(),
    kind: z.enum(namesOf(slipKinds)),
    target: z.enum(['usual', 'queue', 'pdf']),
    printerName,
    copies: z.int().min(1).max(maxCopies),
  }),
  'printer-paper': z.strictObject({ printerName, paper: z.enum(namesOf(paperSizes)) }),
} as const;

/** Returns the schema of one setting. */
export const shapeOfSetting = (field: SettingField): z.ZodType => {
  switch (field.kind) {
    case 'choice':
      return z.enum(Object.keys(field.choices) as [string, ...string[]]);
    case 'switch':
      return z.boolean();
    case 'text':
      return field.is === undefined
        ? z.string().max(field.longest)
        : z.union([z.literal(''), field.is === 'address' ? systemAddress : certificates]);
    case 'list':
      return z.array(shapesOfItems[field.of]).max(200);
    case 'number': {
      const shape = z.int().min(field.least).max(field.most);
      return field.orNull === true ? shape.nullable() : shape;
    }
  }
};

const shapeOfGroup = ({ fields }: SettingGroup): z.ZodType =>
  z.strictObject(
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, shapeOfSetting(field)])),
  );

const shapesOf = (whose: SettingGroup['whose']): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(groupsOf(whose).map(([name, group]) => [name, shapeOfGroup(group)]));

const typed = <T>(shape: z.ZodType): z.ZodType<T> => shape as unknown as z.ZodType<T>;

/** The settings of this workstation and of all libraries together. */
export const settings = typed<Settings>(
  z.strictObject({ ...shapesOf('workstation'), ...shapesOf('installation') }),
);
/** The settings of one library. */
export const librarySettings = typed<LibrarySettings>(z.strictObject(shapesOf('library')));
/** Groups of settings to store. */
export const workstationSettings = typed<WorkstationSettings>(
  z.strictObject(shapesOf('workstation')).partial(),
);
export const installationSettings = typed<InstallationSettings>(
  z.strictObject(shapesOf('installation')).partial(),
);
/** How steps are sent to the other system. */
export const ncipSettings = typed<Settings['ncip']>(shapeOfGroup(settingGroups.ncip));
export const someLibrarySettings = typed<Partial<LibrarySettings>>(
  z.strictObject(shapesOf('library')).partial(),
);
