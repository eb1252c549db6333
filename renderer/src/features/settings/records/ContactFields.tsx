import { Textarea, TextInput } from '@mantine/core';
import classes from './records.module.css';
import type { FormPart } from './use-record.ts';

type Contact = {
  readonly code: string;
  readonly name: string;
  readonly address: string[];
  readonly email: string;
  readonly phone: string;
};

/** Name, code and the ways to reach a library or partner. */
export const ContactFields = <V extends Contact>({
  part: { draft, put, errorOf },
}: {
  readonly part: FormPart<V>;
}) => {
  const change = (values: Partial<Contact>): void => put(values as Partial<V>);
  return (
    <>
      <TextInput
        label="Name"
        required
        dir="auto"
        value={draft.name}
        maxLength={1000}
        error={errorOf('name')}
        onChange={({ currentTarget }) => change({ name: currentTarget.value })}
      />
      <TextInput
        label="Code"
        description="Library files know it by this code. If you change it here, change it in the file as well."
        required
        value={draft.code}
        maxLength={64}
        error={errorOf('code')}
        onChange={({ currentTarget }) => change({ code: currentTarget.value })}
      />
      <Textarea
        label="Address"
        description="As it stands on slips and letters, one line each"
        dir="auto"
        rows={4}
        value={draft.address.join('\n')}
        onChange={({ currentTarget }) => change({ address: currentTarget.value.split('\n').slice(0, 20) })}
      />
      <div className={classes['pair']}>
        <TextInput
          label="E-mail"
          type="email"
          value={draft.email}
          maxLength={320}
          error={errorOf('email')}
          onChange={({ currentTarget }) => change({ email: currentTarget.value })}
        />
        <TextInput
          label="Phone"
          value={draft.phone}
          maxLength={320}
          onChange={({ currentTarget }) => change({ phone: currentTarget.value })}
        />
      </div>
    </>
  );
};

/** The fields of ContactFields beside which a refusal can stand. */
export const contactFields = ['name', 'code', 'email'] as const;
