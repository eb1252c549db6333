import { Button, CloseButton, Group, Text } from '@mantine/core';
import { useRef } from 'react';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { useFocusStays } from '../../components/focus-stays.ts';
import { OutsideWords } from '../../components/Outside.tsx';
import { TakenBack } from '../../components/TakenBack.tsx';
import { SlipWords } from '../steps/SlipWords.tsx';
import { WhereTo, whereToWords } from '../../components/WhereTo.tsx';
import { requestsStore, useRequests } from './use-requests.ts';
import type { Notification } from './requests.types.ts';
import { BulkResult } from './BulkResult.tsx';
import classes from './NotificationLine.module.css';

const UndoButton = ({ opId }: { readonly opId: OpId }) => {
  const busy = useRequests(({ context }) => context.undoing !== null);
  return (
    <Button
      variant="default"
      size="compact-sm"
      disabled={busy}
      title="Take this step back"
      onClick={() => requestsStore().send({ type: 'undo.asked', undoes: opId })}
    >
      Undo
    </Button>
  );
};

const Done = ({ outcome }: { readonly outcome: Outcome }) => {
  const { headline, title, externalId, whereTo, patronName, slip, remarks } = outcome;
  const line = whereTo
    ? whereToWords(whereTo, patronName)
    : ({ sign: 'done', word: headline, name: '' } as const);
  return (
    <WhereTo small {...line}>
      <p className={classes['detail']}>
        {whereTo && <>{headline}: </>}
        <bdi>{externalId}</bdi> · <OutsideWords text={title} />
        {slip && (
          <>
            {' · '}
            <SlipWords slip={slip} />
          </>
        )}
      </p>
      {remarks.map((remark) => (
        <p key={remark} className={classes['detail']}>
          {remark}
        </p>
      ))}
    </WhereTo>
  );
};

const words = (notification: Notification) => {
  switch (notification.kind) {
    case 'done':
      return <Done outcome={notification.outcome} />;
    case 'undone':
      return <TakenBack small answer={notification.answer} />;
    case 'notice':
      return <WhereTo small sign="done" word={notification.message} name="" />;
    case 'bulk':
      return <BulkResult title={notification.title} lines={notification.lines} />;
    case 'refused':
      return null;
  }
};

/** What the last step on this page did, with the way back. Both places are always there, so that readers hear each change. */
export const NotificationLine = () => {
  const notification = useRequests(({ context }) => context.notification);
  const area = useRef<HTMLElement>(null);
  useFocusStays(area);
  return (
    <section
      ref={area}
      tabIndex={-1}
      aria-label="Last step"
      className={classes['notification']}
      data-empty={notification === null || undefined}
    >
      <div className={classes['words']}>
        <div role="status">{notification && words(notification)}</div>
        <div role="alert">
          {notification?.kind === 'refused' && (
            <WhereTo small sign="stop" word="STOP" name="">
              <Text component="p" className={classes['detail'] ?? ''}>
                {notification.message}
              </Text>
            </WhereTo>
          )}
        </div>
      </div>
      {notification && (
        <Group gap="xs" wrap="nowrap">
          {notification.kind === 'done' && <UndoButton opId={notification.outcome.opId} />}
          <CloseButton
            aria-label="Close the message"
            onClick={() => requestsStore().send({ type: 'notification.dismissed' })}
          />
        </Group>
      )}
    </section>
  );
};
