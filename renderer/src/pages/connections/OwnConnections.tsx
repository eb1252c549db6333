import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { EndpointView } from '../../../../shared/ipc/calls/endpoint.ts';
import type { MailboxState } from '../../../../shared/ipc/calls/mailbox.ts';
import type { HubStatus } from '../../../../shared/ipc/hub-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { useHubStatus } from '../../api/queries.ts';
import { Moment } from '../../components/Dates.tsx';
import { tx } from '../../components/tx.ts';
import { hashOf } from '../../places/routes.ts';
import { hubFacts, isDisconnected, useHubWords } from '../../shell/hub/hub-states.ts';
import { Line } from './Line.tsx';

/** The states of the mail server and of the mailbox, which are two connections of one account in Settings. */
const mailWords = {
  none: t('Not set up'),
  off: t('Not set up'),
  'no-password': t('Mail password missing'),
  elsewhere: t('Read by another workstation'),
  waiting: t('Not read yet'),
  ready: t('Ready'),
  failing: t('Not available'),
} as const satisfies Readonly<Record<AppState['mail']['state'] | MailboxState['state'], string>>;

const toMail = (name: string): ReactNode => (
  <a href={hashOf({ page: 'settings', section: 'mail' })}>{name}</a>
);

const Mail = ({ mail }: Pick<AppState, 'mail'>) => (
  <Line
    name={toMail(t('Mail'))}
    tone={mail.state === 'ready' ? 'go' : mail.state === 'none' && mail.waiting === 0 ? 'quiet' : 'stop'}
    word={mailWords[mail.state]}
  >
    {mail.words !== '' && <span>{mail.words}</span>}
    {mail.waiting > 0 && mail.waitingSince !== null && (
      <a href={hashOf({ page: 'letters' })}>
        {tx('{waiting, plural, one {# letter} other {# letters}} waiting since {since}', {
          waiting: mail.waiting,
          since: <Moment at={mail.waitingSince} />,
        })}
      </a>
    )}
  </Line>
);

const Mailbox = ({ reading: { state, words, lookedAt } }: { readonly reading: MailboxState }) => (
  <Line
    name={toMail(t('Incoming mail'))}
    tone={state === 'ready' ? 'go' : state === 'failing' || state === 'no-password' ? 'stop' : 'quiet'}
    word={mailWords[state]}
  >
    {words !== '' && <span>{words}</span>}
    {lookedAt !== null && <span>{tx('Last read {at}', { at: <Moment at={lookedAt} /> })}</span>}
  </Line>
);

const Hub = ({ status }: { readonly status: HubStatus }) => (
  <Line
    name={<a href={hashOf({ page: 'settings', section: 'sync' })}>{t('Hub')}</a>}
    tone={hubFacts[status.state].needsPerson ? 'stop' : isDisconnected(status.state) ? 'look' : 'go'}
    word={useHubWords(status)}
  >
    {isDisconnected(status.state) && <span>{hubFacts[status.state].what}</span>}
    {status.waiting > 0 && (
      <span>
        {t('{count, plural, one {One step is} other {# steps are}} waiting here to be shared.', {
          count: status.waiting,
        })}
      </span>
    )}
  </Line>
);

const Endpoint = ({
  view: { state },
  isMissed,
  incoming,
}: {
  readonly view: EndpointView;
  /** Whether partners answer but their messages reach no workstation. */
  readonly isMissed: boolean;
  readonly incoming: { readonly stored: number; readonly task: number; readonly unmatched: number };
}) => (
  <Line
    name={<a href={hashOf({ page: 'settings', section: 'endpoint' })}>{t('Incoming messages')}</a>}
    tone={state.kind === 'listening' ? 'go' : state.kind === 'failing' || isMissed ? 'stop' : 'quiet'}
    word={
      state.kind === 'listening' ? t('Open') : state.kind === 'failing' ? t('Not available') : t('Closed')
    }
  >
    {state.kind === 'failing' && <span>{state.words}</span>}
    {isMissed && (
      <span>
        {t('Partners’ answers do not arrive. Open incoming messages, or choose a folder for messages.')}
      </span>
    )}
    {state.kind !== 'closed' && <span>{tx('since {since}', { since: <Moment at={state.since} /> })}</span>}
    {state.kind === 'listening' && state.lastAt !== null && (
      <span>{tx('Last message: {at}.', { at: <Moment at={state.lastAt} /> })}</span>
    )}
    {incoming.stored > 0 && (
      <span>
        {t('{n, plural, one {# message} other {# messages}} not recorded yet', {
          n: incoming.stored,
        })}
      </span>
    )}
    {incoming.task > 0 && (
      <span>
        {t('{n, plural, one {# message needs} other {# messages need}} attention', { n: incoming.task })}
      </span>
    )}
    {incoming.unmatched > 0 && (
      <span>
        {t('{n, plural, one {# message matches} other {# messages match}} no request', {
          n: incoming.unmatched,
        })}
      </span>
    )}
  </Line>
);

/** Mail, the mailbox if one is read, the hub, and where messages of partners arrive. */
export const OwnConnections = ({
  state,
  hasPartners,
  incoming,
}: {
  readonly state: AppState;
  /** Whether a partner is reached by protocol. */
  readonly hasPartners: boolean;
  readonly incoming: { readonly stored: number; readonly task: number; readonly unmatched: number };
}) => {
  const hub = useHubStatus().data;
  const endpoint = useQuery({ queryKey: ['messages', 'endpoint'], queryFn: () => ask('endpoint.load', {}) });
  const folder = useQuery({
    queryKey: ['messages', 'message-folder'],
    queryFn: () => ask('messageFolder.status', {}),
  }).data;
  const mailbox = useQuery({ queryKey: ['messages', 'mailbox'], queryFn: () => ask('mailbox.account', {}) });
  return (
    <>
      <Mail mail={state.mail} />
      {mailbox.data && mailbox.data.reading.state !== 'off' && <Mailbox reading={mailbox.data.reading} />}
      {hub && hub.state !== 'alone' && <Hub status={hub} />}
      {endpoint.data && (
        <Endpoint
          view={endpoint.data}
          // On a hub another workstation may receive them.
          isMissed={
            hasPartners &&
            endpoint.data.state.kind === 'closed' &&
            hub?.state === 'alone' &&
            folder?.folder === null
          }
          incoming={incoming}
        />
      )}
    </>
  );
};
