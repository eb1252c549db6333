import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SettingField } from '../../../../shared/domain/setting-fields.ts';
import {
  groupsOf,
  type InstallationSettings,
  type LibrarySettings as OwnSettings,
  type SettingName,
} from '../../../../shared/domain/settings.ts';
import { t } from '../../../../shared/words/words.ts';
import { alwaysOpen } from '../../../../shared/domain/calendar.ts';
import { addDays, formatDate } from '../../../../shared/domain/dates.ts';
import { holdUntil } from '../../../../shared/domain/hold-shelf.ts';
import { loanPeriod } from '../../../../shared/domain/loan-period.ts';
import type { LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, RefusedError } from '../../api/desk.ts';
import { useToday } from '../../components/today.ts';
import { RecordFields, type RecordField } from './records/fields.tsx';
import { mayNot } from '../../steps/administration.ts';
import { FormFrame } from './records/FormFrame.tsx';
import { useRecord } from './records/use-record.ts';

/** The fields of a form by `group.field`: numbers as typed text. */
export type LibraryDraft = Readonly<Record<string, string | boolean>>;

type LibraryField = {
  readonly key: string;
  readonly group: SettingName;
  readonly name: string;
  readonly facts: SettingField;
};

/** Returns the settings fields of a section, per library or for all of them. */
export const fieldsOfSection = (section: string): readonly LibraryField[] =>
  [...groupsOf('library'), ...groupsOf('installation')]
    .filter(([, group]) => group.section === section)
    .flatMap(([group, { fields }]) =>
      Object.entries(fields).map(([name, facts]) => ({ key: `${group}.${name}`, group, name, facts })),
    );

/** The fields of the form. List settings have a section with a form of their own. */
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
      case 'number': {
        const { description } = facts;
        return [
          {
            kind: 'text',
            name,
            label,
            ...(description !== undefined && { description }),
            is: 'number',
            longest: 4,
          },
        ];
      }
      case 'list':
        return [];
    }
  });

/** Returns the form with its stored values. */
export const draftOf = (
  settings: Partial<Readonly<Record<SettingName, object>>>,
  fields: readonly LibraryField[],
): LibraryDraft =>
  Object.fromEntries(
    fields.map(({ key, group, name, facts }) => {
      const value: unknown = Reflect.get(settings[group] ?? {}, name);
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
    message: t(
      '{unit, select, days {Enter a whole number of days from {least} to {most}.} minutes {Enter a whole number of minutes from {least} to {most}.} other {Enter a whole number from {least} to {most}.}}',
      {
        unit: facts.unit,
        least: facts.least,
        most: facts.most,
      },
    ),
    retryable: false,
    details: { field: key },
  });
};

/** Returns the groups of a section, ready to be stored. @throws RefusedError for a field whose number is invalid */
export const settingsOf = (
  draft: LibraryDraft,
  fields: readonly LibraryField[],
): Partial<OwnSettings> & InstallationSettings => {
  const groups: Record<string, Record<string, string | boolean | number>> = {};
  for (const field of fields) (groups[field.group] ??= {})[field.name] = valueOf(draft, field);
  return groups;
};

/** An example due date that is near enough for all numbers to matter. */
const exampleDays = 21;

const numberOf = (draft: LibraryDraft, key: string): number | null => {
  const typed = String(draft[key] ?? '').trim();
  return /^\d{1,3}$/.test(typed) ? Number(typed) : null;
};

/** The effects of the hold shelf and loan periods, with dates, while editing. Closed days are added to them. */
export const ShelfExample = ({ draft }: { readonly draft: LibraryDraft }) => {
  const today = useToday();
  const days = numberOf(draft, 'holdShelf.days');
  const parcelDays = numberOf(draft, 'holdShelf.parcelDays');
  const loanDays = numberOf(draft, 'loans.defaultPeriodDays');
  const daysBeforePartner = numberOf(draft, 'loans.daysBeforePartner');
  if (days === null || parcelDays === null || loanDays === null || daysBeforePartner === null) return null;
  const dueOn = addDays(today, exampleDays);
  const until = holdUntil({ shelvedOn: today, dueOn, calendar: alwaysOpen, days, parcelDays });
  const loan = loanPeriod({ today, dueOn, loanDays, daysBeforePartner });
  return (
    <Text size="sm" role="note">
      {t(
        'Example: an item due back on {dueOn} and put on the shelf today waits until {until}. Lent today, it is due on {dueOn2}.',
        {
          dueOn: formatDate(dueOn),
          until: formatDate(until),
          dueOn2: formatDate(loan.dueOn),
        },
      )}
    </Text>
  );
};

/** The settings of one section, as defined in the settings list. */
export const LibrarySettings = ({
  state,
  library,
  section,
  label,
  example,
}: {
  readonly state: AppState;
  /** The library; absent for settings shared by all libraries. */
  readonly library?: LibraryRecord;
  readonly section: string;
  readonly label: string;
  /** The effects of the values, shown while editing. */
  readonly example?: (draft: LibraryDraft) => ReactNode;
}) => {
  const fields = fieldsOfSection(section);
  const record = useRecord<LibraryDraft>(
    draftOf(library?.settings ?? state.settings, fields),
    (draft, opId) => {
      const settings = settingsOf(draft, fields);
      return library
        ? ask('app.saveLibrarySettings', { opId, libraryId: library.id, settings })
        : ask('app.saveInstallationSettings', { opId, settings });
    },
    fields.map(({ key }) => key),
  );
  return (
    <FormFrame
      label={label}
      record={record}
      locked={mayNot(state, t('Changing how the library works'), library?.id ?? null, library?.name)}
      focusFirst={false}
    >
      <RecordFields<LibraryDraft> fields={formFieldsOf(fields)} part={record} />
      {example?.(record.draft)}
    </FormFrame>
  );
};
