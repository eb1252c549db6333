import { Button, Text } from '@mantine/core';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { Outcome, Undone } from '../../../shared/ipc/views.ts';
import { commands } from '../../../shared/domain/commands.ts';
import { shownKeys } from '../components/keys.ts';
import { OutsideWords } from '../components/Outside.tsx';
import { UndoneNotice } from '../components/UndoneNotice.tsx';
import { SlipWords, useSlip } from '../steps/SlipWords.tsx';
import { NoticePlace } from '../shell/notices/NoticePlace.tsx';
import { WhereTo, whereToWords } from '../components/WhereTo.tsx';
import { requestsStore, useRequests } from './use-requests.ts';
import type { Notification } from './requests.types.ts';
import { BulkResult } from './BulkResult.tsx';
import classes from '../components/NotificationLine.module.css';
import { t } from '../../../shared/words/words.ts';

const UndoButton = ({ opId }: { readonly opId: OpId }) => {
  const busy = useRequests(({ context }) => context.undoing !== null);
  return (
    <Button
      variant="default"
      size="compact-sm"
      disabled={busy}
      title={t('requests.takeThisStepBack', { keys: shownKeys(commands['undo.lastStep'].keys) })}
      onClick={() => requestsStore().send({ type: 'undo.asked', undoes: opId })}
    >
      {t('common.undo')}
    </Button>
  );
};

const RedoButton = ({ undone }: { readonly undone: Undone }) => {
  const busy = useRequests(({ context }) => context.undoing !== null);
  return (
    <Button
      variant="default"
      size="compact-sm"
      disabled={busy || undone.redoRefusal !== null}
      title={
        undone.redoRefusal ??
        t('common.takeThisStepAgain', { keys: shownKeys(commands['redo.lastStep'].keys) })
      }
      onClick={() => requestsStore().send({ type: 'redo.asked', redoes: undone.undoes })}
    >
      {t('common.redo')}
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
      return <UndoneNotice small answer={notification.answer} />;
    case 'notice':
      return <WhereTo small sign="done" word={notification.message} name="" />;
    case 'bulk':
      return <BulkResult title={notification.title} lines={notification.lines} />;
    case 'refused':
      return null;
  }
};

const dismiss = (): void => {
  requestsStore().send({ type: 'notification.dismissed' });
};

/** Whether it waits for a person: something was not done. */
const isFailure = (notification: Notification): boolean =>
  notification.kind === 'refused' ||
  (notification.kind === 'bulk' && notification.lines.some(({ done }) => !done));

/**
 * What the last step on this page did, with the way back: one notice in a place of its own below the list, so that it covers nothing.
 * It goes by itself; a failure stays. Both places for words are always there, so that readers hear each change.
 */
export const NotificationLine = () => {
  const notification = useRequests(({ context }) => context.notification);
  const slip = useSlip(notification?.kind === 'done' ? notification.outcome.slip : null);
  const stays = notification !== null && (isFailure(notification) || slip?.state === 'failed');
  return (
    <NoticePlace
      news={notification}
      stays={stays}
      dismiss={dismiss}
      status={notification && words(notification)}
      alert={
        notification?.kind === 'refused' && (
          <WhereTo small sign="stop" word={t('common.stop')} name="">
            <Text component="p" className={classes['detail'] ?? ''}>
              {notification.message}
            </Text>
          </WhereTo>
        )
      }
      ways={
        <>
          {notification?.kind === 'done' && <UndoButton opId={notification.outcome.opId} />}
          {notification?.kind === 'undone' && <RedoButton undone={notification.answer} />}
        </>
      }
    />
  );
};
