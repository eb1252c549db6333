import type { SettingField } from '../../../../shared/domain/setting-fields.ts';
import type { LibrarySettings, SettingName, Settings } from '../../../../shared/domain/settings.ts';
import { groupsOf } from '../../../../shared/domain/settings.ts';
import { RefusedError } from '../../api/desk.ts';
import type { RecordField } from './records/fields.tsx';
import { t } from '../../../../shared/words/words.ts';

/** The fields of a form by `group.field`: numbers as they are typed. */
export type LibraryDraft = Readonly<Record<string, string | boolean>>;

export type LibraryField = {
  readonly key: string;
  readonly group: SettingName;
  readonly name: string;
  readonly facts: SettingField;
};

/** What a section of Settings asks of the library. */
export const fieldsOfSection = (section: string): readonly LibraryField[] =>
  groupsOf('library')
    .filter(([, group]) => group.section === section)
    .flatMap(([group, { fields }]) =>
      Object.entries(fields).map(([name, facts]) => ({ key: `${group}.${name}`, group, name, facts })),
    );

/** The fields of the form. A list has a section with a form of its own. */
export const formFieldsOf = (fields: readonly LibraryField[]): readonly RecordField<string>[] =>
  fields.flatMap(({ key: name, facts }): readonly RecordField<string>[] => {
    const { label } = facts;
    switch (facts.kind) {
      case 'choice':
        return [
          {
            kind: 'choice',
            name,
            label,
            choices: Object.entries(facts.choices).map(([value, words]) => ({ value, label: words })),
          },
        ];
      case 'switch':
        return [{ kind: 'switch', name, label }];
      case 'text':
        return [{ kind: 'text', name, label, longest: facts.longest }];
      case 'number':
        return [{ kind: 'text', name, label, description: facts.description, is: 'number', longest: 4 }];
      case 'list':
        return [];
    }
  });

/** The form as it is stored. */
export const draftOf = (settings: Settings, fields: readonly LibraryField[]): LibraryDraft =>
  Object.fromEntries(
    fields.map(({ key, group, name, facts }) => {
      const value: unknown = Reflect.get(settings[group], name);
      return [key, facts.kind === 'switch' ? value === true : String(value)];
    }),
  );

const valueOf = (draft: LibraryDraft, { key, facts }: LibraryField): string | boolean | number => {
  const typed = draft[key] ?? '';
  if (typeof typed === 'boolean' || facts.kind !== 'number') return typed;
  const text = typed.trim();
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= facts.least && number <= facts.most) return number;
  throw new RefusedError({
    code: 'record-unfit',
    message: t('settings.typeAWholeNumberOfFrom', { unit: facts.unit, least: facts.least, most: facts.most }),
    retryable: false,
    details: { field: key },
  });
};

/** The groups of a section, to be stored. @throws RefusedError beside its field when a number cannot be stored. */
export const settingsOf = (draft: LibraryDraft, fields: readonly LibraryField[]): LibrarySettings => {
  const groups: Record<string, Record<string, string | boolean | number>> = {};
  for (const field of fields) (groups[field.group] ??= {})[field.name] = valueOf(draft, field);
  return groups as LibrarySettings;
};
