import { Text, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { ReactNode, RefObject } from 'react';
import { isMailMissing } from '../../../../shared/domain/letters/mail-states.ts';
import { queueFacts } from '../../../../shared/domain/queues.ts';
import type { TodayCardId } from '../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { DetailsSide } from '../../requests/details/DetailsSide.tsx';
import { escapeCloses } from '../../requests/details/open-details.ts';
import { NotificationLine } from '../../requests/NotificationLine.tsx';
import { useRequests } from '../../requests/use-requests.ts';
import { hashOf } from '../../places/routes.ts';
import { cardAction } from './card-rules.ts';
import { QueueSwitch } from './QueueSwitch.tsx';
import page from './TodayPage.module.css';
import { useFocusInRows } from './use-focus-in-rows.ts';

const Windows = lazy(async () => ({ default: (await import('../../requests/Windows.tsx')).Windows }));

const mailSettings = hashOf({ page: 'settings', section: 'mail' });

type QueueFrameProps = {
  readonly card: TodayCardId;
  readonly state: AppState;
  /** The element that contains the rows. */
  readonly area: RefObject<HTMLElement | null>;
  readonly isEmpty: boolean;
  /** The rows: when they change, the focus is restored. */
  readonly rows: readonly unknown[] | undefined;
  readonly tools?: ReactNode;
  readonly below?: ReactNode;
  /** How the open request relates to the queue; null if it is in it. */
  readonly remark: string | null;
  /** Renders the rows. @param focusPlace returns the last focused element in the rows, or its replacement */
  readonly children: (focusPlace: () => HTMLElement | null) => ReactNode;
};

/** The frame of every queue on Today: its head, messages below the rows, windows, and the details of a request beside them. */
export const QueueFrame = ({
  card,
  state,
  area,
  isEmpty,
  rows,
  tools = null,
  below = null,
  remark,
  children,
}: QueueFrameProps) => {
  const focus = useFocusInRows(area, rows);
  const hasWindow = useRequests(({ context }) => context.deciding !== null || context.form !== null);
  const { label, how } = queueFacts(card);
  const lacksMail = card === 'needs-person' && isMailMissing(state.mail.state);
  return (
    <>
      <div className={page['middle']}>
        <header className={page['head']}>
          <QueueSwitch shown={card} />
          <Title order={2} size="h4">
            {label}
          </Title>
          {!isEmpty && tools}
        </header>
        {!isEmpty && (
          <Text size="sm" c="dimmed">
            {how} {lacksMail && <a href={mailSettings}>{t('Set up mail')}</a>}
          </Text>
        )}
        <section
          className={page['rows']}
          aria-label={t('Requests in this queue')}
          ref={area}
          data-pane
          tabIndex={-1}
          onKeyDown={escapeCloses}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
        >
          {children(focus.place)}
        </section>
        {/* Below the rows: content that appears here covers none of them. */}
        {below}
        <NotificationLine />
      </div>
      {/* Outside the table: a window stays open when the last row disappears. */}
      {hasWindow && (
        <Suspense>
          <Windows state={state} returnFocusTo={focus.place} />
        </Suspense>
      )}
      <DetailsSide place="today" state={state} step={cardAction(card)} beside remark={remark} />
    </>
  );
};
