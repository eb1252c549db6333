import { Switch, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LibraryId } from '../../../../../shared/domain/ids.ts';
import { t } from '../../../../../shared/words/words.ts';
import { LongSelect, type Choice } from '../../../components/LongSelect.tsx';
import { SetByPolicy } from '../parts.tsx';
import classes from './records.module.css';
import type { FormPart } from './use-record.ts';

/** A field of a form, identified by the name of its value in the draft. A refusal about it is shown below it. */
export type RecordField<K extends string> =
  | ({
      readonly name: K;
      readonly label: string;
      readonly description?: string;
      /** The IT department has set it. */
      readonly isLocked?: boolean;
    } & (
      | {
          readonly kind: 'text';
          readonly longest: number;
          readonly isNeeded?: boolean;
          readonly takesFocus?: boolean;
          readonly is?: 'number' | 'e-mail' | 'name' | 'secret';
        }
      | { readonly kind: 'lines' }
      | { readonly kind: 'switch' }
      | {
          readonly kind: 'choice';
          readonly choices: readonly Choice[];
          /** Converts between an option and its value; absent if they are the same. */
          readonly read?: (choice: string) => unknown;
          readonly write?: (value: unknown) => string;
        }
    ))
  | { readonly kind: 'pair'; readonly of: readonly RecordField<K>[] };

/** Returns the field names that can show a refusal. */
export const namesOf = (fields: readonly RecordField<string>[]): readonly string[] =>
  fields.flatMap((field) => (field.kind === 'pair' ? namesOf(field.of) : [field.name]));

type Part = FormPart<Readonly<Record<string, unknown>>>;
type FieldProps = { readonly field: RecordField<string>; readonly part: Part; readonly disabled: boolean };

const attributesOf = {
  number: { inputMode: 'numeric' },
  'e-mail': { type: 'email' },
  name: { dir: 'auto' },
  secret: { type: 'password', autoComplete: 'off' },
} as const;

/** Descriptions are below the boxes, so that boxes side by side align. */
const inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
];

const Field = ({ field, part, disabled }: FieldProps): ReactNode => {
  if (field.kind === 'pair')
    return (
      <div className={classes['pair']}>
        {field.of.map((one, place) => (
          <Field key={place} field={one} part={part} disabled={disabled} />
        ))}
      </div>
    );
  const { name, label, isLocked = false } = field;
  const description = isLocked ? <SetByPolicy /> : field.description;
  const value = part.draft[name];
  const put = (next: unknown): void => part.put({ [name]: next });
  const plain = { label, description, disabled: disabled || isLocked, error: part.errorOf(name) };
  const box = { ...plain, inputWrapperOrder };
  switch (field.kind) {
    case 'text':
      return (
        <TextInput
          {...box}
          {...(field.is && attributesOf[field.is])}
          required={field.isNeeded === true}
          autoFocus={field.takesFocus === true}
          maxLength={field.longest}
          value={String(value)}
          onChange={({ currentTarget }) => put(currentTarget.value)}
        />
      );
    case 'lines':
      return (
        <Textarea
          {...box}
          dir="auto"
          rows={4}
          value={(value as readonly string[]).join('\n')}
          onChange={({ currentTarget }) => put(currentTarget.value.split('\n').slice(0, 20))}
        />
      );
    case 'switch':
      return (
        <Switch
          {...plain}
          checked={value === true}
          onChange={({ currentTarget }) => put(currentTarget.checked)}
        />
      );
    case 'choice': {
      const { choices, read = String, write = String } = field;
      return (
        <LongSelect {...box} value={write(value)} data={choices} choose={(choice) => put(read(choice))} />
      );
    }
  }
};

/** The fields of a form, in order. */
export const RecordFields = <V extends object>({
  fields,
  part,
  disabled = false,
}: {
  readonly fields: readonly RecordField<Extract<keyof V, string>>[];
  readonly part: FormPart<V>;
  readonly disabled?: boolean;
}) =>
  fields.map((field, place) => (
    <Field key={place} field={field} part={part as unknown as Part} disabled={disabled} />
  ));

/** Name and code of a record that library files identify by its code. */
export const nameAndCode: readonly RecordField<'name' | 'code'>[] = [
  { kind: 'text', name: 'name', label: t('Name'), isNeeded: true, is: 'name', longest: 1000 },
  {
    kind: 'text',
    name: 'code',
    label: t('Code'),
    description: t('Library files use this code. If you change it here, change it in the file too.'),
    isNeeded: true,
    longest: 64,
  },
];

/** Name, code and contact details of a library or partner. */
export const contactFields: readonly RecordField<'name' | 'code' | 'address' | 'email' | 'phone'>[] = [
  ...nameAndCode,
  {
    kind: 'lines',
    name: 'address',
    label: t('Address'),
    description: t('As it should appear on slips and letters, line by line'),
  },
  {
    kind: 'pair',
    of: [
      { kind: 'text', name: 'email', label: t('E-mail'), is: 'e-mail', longest: 320 },
      { kind: 'text', name: 'phone', label: t('Phone'), longest: 320 },
    ],
  },
];

/** The library of a record. @param none the label for no library; absent if one is required */
export const libraryField = (
  libraries: readonly { readonly id: LibraryId; readonly name: string }[],
  none?: string,
): RecordField<'libraryId'> => ({
  kind: 'choice',
  name: 'libraryId',
  label: t('Library'),
  choices: [
    ...(none === undefined ? [] : [{ value: '', label: none }]),
    ...libraries.map(({ id, name }) => ({ value: String(id), label: name })),
  ],
  read: (choice) => (choice === '' ? null : Number(choice)),
  write: (id) => (id === null ? '' : String(id as number)),
});
