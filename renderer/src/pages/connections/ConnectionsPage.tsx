import { Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { LoggedMessage } from '../../../../shared/ipc/calls/connections.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { useConnections } from '../../api/queries.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import classes from './Connections.module.css';
import { OtherSystemLine } from './OtherSystemLine.tsx';
import { MessageLog } from './MessageLog.tsx';
import { OwnConnections } from './OwnConnections.tsx';
import { PartnerConnections, Refused } from './PartnerConnections.tsx';

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={classes['part']} aria-label={title}>
    <Title order={2} size="h4">
      {title}
    </Title>
    {children}
  </section>
);

/** Mail, the hub, the other system, partners' systems: since when each works or not, what waits and what failed, and what was said. */
export const ConnectionsPage = ({ state }: { readonly state: AppState }) => {
  const [shown, show] = useState<LoggedMessage | null>(null);
  const list = useConnections();
  if (list.isError) return <LoadFailed error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Waiting rows={8} />;
  const { partners, otherSystem, refused, incoming } = list.data;
  return (
    <div className={classes['page']}>
      <Part title={t('This library')}>
        <ul role="list" className={classes['lines']}>
          <OwnConnections state={state} hasPartners={partners.length > 0} incoming={incoming} />
          {otherSystem.map((connection, index) => (
            <OtherSystemLine key={connection.way} {...{ state, connection }} isFirst={index === 0} />
          ))}
        </ul>
      </Part>
      <Part title={t('Partners’ systems')}>
        <PartnerConnections partners={partners} />
      </Part>
      {refused.length > 0 && (
        <Part title={t('Refused by partners’ systems')}>
          <Refused refused={refused} show={show} />
        </Part>
      )}
      <Part title={t('Message log')}>
        <MessageLog shown={shown} show={show} />
      </Part>
    </div>
  );
};
