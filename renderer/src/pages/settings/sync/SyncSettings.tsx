import '@mantine/core/styles/Badge.css';
import { Progress, Stack, Text } from '@mantine/core';
import type { HubStatus } from '../../../../../shared/ipc/hub-views.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { useHubStatus } from '../../../api/queries.ts';
import { hubFacts, isDisconnected } from '../../../shell/hub/hub-states.ts';
import { LoadFailed, Waiting } from '../../../steps/LoadStates.tsx';
import { mayNot } from '../../../steps/administration.ts';
import { NotAllowed, PolicyLine } from '../parts.tsx';
import { Compare, OwnRequests, SetAside } from './Care.tsx';
import { Invite, JoinHub, OpenInvitations } from './Joining.tsx';
import { MakeHub, OtherServer, UpdateHub } from './Servers.tsx';
import { ThisWorkstation } from './ThisWorkstation.tsx';
import { Leave, Workstations } from './Workstations.tsx';

/** The progress of an upload to a new hub, or a download from one. The number of rows is unknown in advance. */
const Bringing = ({ status: { state, rows } }: { readonly status: HubStatus }) => (
  <Stack w="100%" gap={4}>
    <Text role="status">{hubFacts[state].what}</Text>
    <Progress value={100} animated size="lg" aria-label={hubFacts[state].short ?? ''} />
    <Text c="dimmed">{t('{rows, plural, one {# row} other {# rows}} so far', { rows })}</Text>
  </Stack>
);

type Shown = {
  readonly status: HubStatus;
  readonly locked: string | null;
  readonly defaultName: string;
  /** Why this workstation has not joined the hub that the policy names. */
  readonly whyNotJoined: string;
};

/** The forms stay while their call is in progress, and then show its result. */
const WithoutHub = ({ status, locked, defaultName, whyNotJoined }: Shown) => {
  const isBringing = status.state !== 'alone';
  const off = locked ?? (isBringing ? hubFacts[status.state].short : null);
  return (
    <>
      <Text>{hubFacts.alone.what}</Text>
      {whyNotJoined !== '' && <Text role="status">{whyNotJoined}</Text>}
      <NotAllowed reason={locked} />
      {isBringing && <Bringing status={status} />}
      {!isBringing && status.ownRequests > 0 && <OwnRequests count={status.ownRequests} locked={locked} />}
      {status.state !== 'joining' && <MakeHub locked={off} defaultName={defaultName} />}
      {status.state !== 'making' && <JoinHub locked={off} defaultName={defaultName} />}
    </>
  );
};

/** States in which the hub does not admit this workstation, or is not trusted. */
const notAnswering: readonly HubStatus['state'][] = ['refused', 'other-certificate'];

const WithHub = ({ status, locked }: Shown) => {
  const isConnected = status.state === 'in-step' || status.state === 'sharing';
  // The hub may be reachable although sharing is off: a workstation that blocks the others must still be removable.
  const mayAnswer = status.address !== '' && !notAnswering.includes(status.state);
  return (
    <>
      <NotAllowed reason={locked} />
      <ThisWorkstation status={status} locked={locked} />
      {isDisconnected(status.state) && status.address !== '' && (
        <OtherServer address={status.address} locked={locked} />
      )}
      {status.isOlder && <UpdateHub locked={locked} waits={status.state === 'hub-too-old'} />}
      {status.ownRequests > 0 && <OwnRequests count={status.ownRequests} locked={locked} />}
      <SetAside locked={locked} />
      {mayAnswer && <Workstations locked={locked} />}
      {isConnected && <Invite locked={locked} />}
      {isConnected && <OpenInvitations locked={locked} />}
      {mayAnswer && <Compare status={status} locked={locked} />}
      <Leave status={status} locked={locked} />
    </>
  );
};

const withoutHub: readonly HubStatus['state'][] = ['alone', 'making', 'joining'];

/** Several workstations sharing requests: setting this up, the state of this workstation, and the others. */
export const SyncSettings = ({ state }: { readonly state: AppState }) => {
  const status = useHubStatus();
  if (status.isError) return <LoadFailed error={status.error} retry={() => void status.refetch()} />;
  if (!status.data) return <Waiting rows={3} />;
  const shown: Shown = {
    status: status.data,
    locked: mayNot(state, t('Sharing requests with other workstations'), null),
    defaultName: state.desk.name,
    whyNotJoined: state.policy.whyNotJoined,
  };
  return (
    <>
      <PolicyLine name="JoiningFolder" values={state.policy.values} />
      {withoutHub.includes(status.data.state) ? <WithoutHub {...shown} /> : <WithHub {...shown} />}
    </>
  );
};
