import { t } from '../../../../shared/words/words.ts';
import type { RecordField } from './records/fields.tsx';

/** What is known of a stored secret. */
export type SecretView = {
  readonly hasSecret: boolean;
  /** Whether this computer can save secrets. */
  readonly keepsSecrets: boolean;
};

/** Returns where a secret stays. @param forAddress it is given to one address only */
export const secretStays = ({ keepsSecrets }: SecretView, forAddress: boolean): string => {
  if (!keepsSecrets) return t('This computer cannot save it: Borrow Desk remembers it only until it closes.');
  return forAddress
    ? t('It is saved encrypted on this computer, for this address only.')
    : t('It is saved encrypted on this computer.');
};

/** The name by which somebody is known, and the secret that proves it: typed here, and shown to nobody. */
export const nameAndSecret = <K extends string>(
  name: RecordField<K>,
  label: string,
  view: SecretView,
  forAddress: boolean,
): readonly RecordField<K | 'secret'>[] => {
  const stays = secretStays(view, forAddress);
  return [
    name,
    {
      kind: 'text',
      name: 'secret',
      label,
      is: 'secret',
      longest: 1_000,
      description: view.hasSecret ? t('Already set. Leave this blank to keep it. {stays}', { stays }) : stays,
    },
  ];
};

/** Returns a form without its secret. */
export const withoutSecret = <V extends { readonly secret: string }>(values: V): V => ({
  ...values,
  secret: '',
});
