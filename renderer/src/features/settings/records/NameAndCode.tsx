import { TextInput } from '@mantine/core';
import type { FormPart } from './use-record.ts';

type Named = { readonly code: string; readonly name: string };

/** Name and code of a record that library files know by its code. */
export const NameAndCode = ({ draft, put, errorOf }: FormPart<Named>) => (
  <>
    <TextInput
      label="Name"
      required
      dir="auto"
      value={draft.name}
      maxLength={1000}
      error={errorOf('name')}
      onChange={({ currentTarget }) => put({ name: currentTarget.value })}
    />
    <TextInput
      label="Code"
      description="Library files know it by this code. If you change it here, change it in the file as well."
      required
      value={draft.code}
      maxLength={64}
      error={errorOf('code')}
      onChange={({ currentTarget }) => put({ code: currentTarget.value })}
    />
  </>
);
