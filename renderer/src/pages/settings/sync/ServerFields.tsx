import { Group, TextInput } from '@mantine/core';
import { t } from '../../../../../shared/words/words.ts';

/** Where a server is, as it is typed. */
export type ServerDraft = { readonly host: string; readonly port: string };

const isPort = (text: string): boolean =>
  /^\d{1,5}$/u.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

/** Whether a server can be asked there. */
export const mayBeAsked = ({ host, port }: ServerDraft): boolean => host.trim() !== '' && isPort(port);

/** The fields for it. */
export const ServerFields = ({
  draft,
  put,
  disabled,
  takesFocus = false,
}: {
  readonly draft: ServerDraft;
  readonly put: (change: Partial<ServerDraft>) => void;
  readonly disabled: boolean;
  readonly takesFocus?: boolean;
}) => (
  <Group align="start" gap="sm">
    <TextInput
      label={t('hub.server')}
      placeholder="db.library.example"
      flex="1 1 14rem"
      autoComplete="off"
      maxLength={200}
      autoFocus={takesFocus}
      disabled={disabled}
      value={draft.host}
      onChange={({ currentTarget }) => put({ host: currentTarget.value })}
    />
    <TextInput
      label={t('settings.port')}
      inputMode="numeric"
      w="6rem"
      autoComplete="off"
      maxLength={200}
      disabled={disabled}
      value={draft.port}
      error={isPort(draft.port) ? null : t('settings.thePortIsANumberFrom')}
      onChange={({ currentTarget }) => put({ port: currentTarget.value })}
    />
  </Group>
);
