import * as z from 'zod';
import type {
  LibrarySettings,
  SettingField,
  SettingGroup,
  Settings,
  WorkstationSettings,
} from '../domain/settings.ts';
import { groupsOf } from '../domain/settings.ts';

/** The shape of one setting. */
export const shapeOfSetting = (field: SettingField): z.ZodType => {
  switch (field.kind) {
    case 'choice':
      return z.enum(Object.keys(field.choices) as [string, ...string[]]);
    case 'switch':
      return z.boolean();
    case 'text':
      return z.string().max(field.longest);
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

/** All settings. */
export const settings = typed<Settings>(
  z.strictObject({ ...shapesOf('workstation'), ...shapesOf('library') }),
);
/** Groups of settings to be stored. */
export const workstationSettings = typed<WorkstationSettings>(
  z.strictObject(shapesOf('workstation')).partial(),
);
export const librarySettings = typed<LibrarySettings>(z.strictObject(shapesOf('library')).partial());
