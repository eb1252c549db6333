import { TextInput } from '@mantine/core';
import { t } from '../../../../../shared/words/words.ts';

/** An account of the server's administrator. */
export type AdministratorAccount = { readonly user: string; readonly password: string };

/** The fields for it: it is used for this once. */
export const Administrator = ({
  account,
  put,
  disabled,
  takesFocus = false,
}: {
  readonly account: AdministratorAccount;
  readonly put: (change: Partial<AdministratorAccount>) => void;
  readonly disabled: boolean;
  readonly takesFocus?: boolean;
}) => (
  <>
    <TextInput
      label={t('hub.administratorsAccount')}
      description={t('hub.usedThisOnceAndNotKept')}
      value={account.user}
      disabled={disabled}
      autoComplete="off"
      autoFocus={takesFocus}
      maxLength={200}
      onChange={({ currentTarget }) => put({ user: currentTarget.value })}
    />
    <TextInput
      label={t('settings.password')}
      type="password"
      value={account.password}
      disabled={disabled}
      autoComplete="off"
      maxLength={1_000}
      onChange={({ currentTarget }) => put({ password: currentTarget.value })}
    />
  </>
);
