import { Textarea } from '@mantine/core';
import { NameAndCode } from './NameAndCode.tsx';
import { RecordText } from './RecordText.tsx';
import classes from './records.module.css';
import type { FormPart } from './use-record.ts';
import { t } from '../../../../../shared/words/words.ts';

type Contact = {
  readonly code: string;
  readonly name: string;
  readonly address: string[];
  readonly email: string;
  readonly phone: string;
};

/** Name, code and the ways to reach a library or partner. */
export const ContactFields = <V extends Contact>({ part }: { readonly part: FormPart<V> }) => {
  const { draft } = part;
  const change = (values: Partial<Contact>): void => part.put(values as Partial<V>);
  const contact: FormPart<Contact> = { ...part, put: change };
  return (
    <>
      <NameAndCode part={contact} />
      <Textarea
        label={t('common.address')}
        description={t('settings.asItStandsOnSlipsAnd')}
        dir="auto"
        rows={4}
        value={draft.address.join('\n')}
        onChange={({ currentTarget }) => change({ address: currentTarget.value.split('\n').slice(0, 20) })}
      />
      <div className={classes['pair']}>
        <RecordText part={contact} field="email" label={t('settings.eMail')} type="email" maxLength={320} />
        <RecordText part={contact} field="phone" label={t('common.phone')} maxLength={320} />
      </div>
    </>
  );
};

/** The fields of ContactFields beside which a refusal can stand. */
export const contactFields = ['name', 'code', 'email'] as const;
