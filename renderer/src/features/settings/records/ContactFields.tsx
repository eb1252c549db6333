import { Textarea, TextInput } from '@mantine/core';
import { NameAndCode } from './NameAndCode.tsx';
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
      <NameAndCode draft={draft} put={change} errorOf={errorOf} />
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
