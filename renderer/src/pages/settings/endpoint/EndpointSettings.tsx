import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { EndpointView } from '../../../../../shared/ipc/calls/endpoint.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { ask } from '../../../api/desk.ts';
import { Moment } from '../../../components/Dates.tsx';
import { tx } from '../../../components/tx.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { mayNotForAll } from '../../../steps/administration.ts';
import { EndpointCertificate } from './EndpointCertificate.tsx';
import { MessageFolder } from './MessageFolder.tsx';
import { EndpointForm } from './EndpointForm.tsx';

/** What it does now, truthfully. */
const Now = ({ state, settings }: EndpointView) => {
  switch (state.kind) {
    case 'closed':
      return (
        <Text role="status">
          {settings.isOpen
            ? t('Closed: this library is in use on another workstation.')
            : t('Closed: this workstation receives no messages.')}
        </Text>
      );
    case 'listening':
      return (
        <Text role="status">
          {tx('Open since {since} at {address}.', {
            since: <Moment at={state.since} />,
            address: <bdi style={{ overflowWrap: 'anywhere' }}>{state.address}</bdi>,
          })}{' '}
          {state.lastAt === null
            ? t('No message has arrived since.')
            : tx('Last message: {at}.', { at: <Moment at={state.lastAt} /> })}
        </Text>
      );
    case 'failing':
      return (
        <Text role="alert" c="var(--desk-stop)">
          {tx('Not available since {since}: {words}', {
            since: <Moment at={state.since} />,
            words: state.words,
          })}
        </Text>
      );
  }
};

/** How partners' systems reach this workstation. */
export const EndpointSettings = ({ state }: { readonly state: AppState }) => {
  const refusal = mayNotForAll(state, t('Changing how messages arrive'));
  const view = useQuery({ queryKey: ['messages', 'endpoint'], queryFn: () => ask('endpoint.load', {}) });
  if (view.isError) return <LoadFailed error={view.error} retry={() => void view.refetch()} />;
  if (!view.data) return <Waiting rows={6} />;
  return (
    <>
      <Text c="dimmed">
        {t(
          'Partners’ systems send ISO 18626 messages to an address of your library. This workstation can receive them while Borrow Desk is running. Ask your IT staff before you let other computers connect to it.',
        )}
      </Text>
      <Now {...view.data} />
      <EndpointForm view={view.data} locked={refusal} />
      <EndpointCertificate until={view.data.certificateUntil} locked={refusal} />
      <MessageFolder locked={refusal} />
    </>
  );
};
