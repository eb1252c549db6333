import { useEffect, useRef, useState } from 'react';
import type { TurnId } from '../../../../shared/domain/ids.ts';
import type { ThreadEntry } from '../../../../shared/ipc/calls/thread.ts';
import type { ThreadCounts } from '../../../../shared/ipc/turn-views.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { useThread } from '../../api/requests.ts';
import { LoadFailed, Waiting } from '../../steps/LoadStates.tsx';
import classes from './DetailsPanel.module.css';
import { ShowOlder } from './Section.tsx';
import { Entry } from './ThreadEntry.tsx';

/** How many entries are shown at first, and how many more at a time. */
const sizes = { first: 10, more: 100 } as const;

export type ThreadProps = {
  readonly request: RequestSummary;
  readonly state: AppState;
  /** Whose thread it is; null: what belongs to no partner. */
  readonly turnId: TurnId | null;
};

const idsOf = (kind: string, ids: readonly string[]): number[] =>
  ids.flatMap((id) => (id.startsWith(`${kind}-`) ? [Number(id.slice(kind.length + 1))] : []));

/** Marks what staff have seen as read: what was in sight. @returns the entries that were new when they were first seen */
const useReadWhenSeen = (
  requestId: RequestSummary['id'],
  entries: readonly ThreadEntry[],
): { readonly list: React.RefObject<HTMLUListElement | null>; readonly seen: ReadonlySet<string> } => {
  const list = useRef<HTMLUListElement>(null);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const unread = entries
    .flatMap(({ id, isUnread }) => (isUnread ? [id] : []))
    .filter((id) => !seen.has(id))
    .join(' ');
  useEffect(() => {
    if (unread === '') return undefined;
    const look = (found: readonly IntersectionObserverEntry[]): void => {
      const ids = found.flatMap(({ isIntersecting, target }) =>
        isIntersecting && target instanceof HTMLElement ? (target.dataset['entry'] ?? []) : [],
      );
      if (ids.length === 0) return;
      setSeen((before) => new Set([...before, ...ids]));
      const messageIds = idsOf('message', ids);
      const mailIds = idsOf('mail', ids);
      // If it fails they stay marked, and are marked as read the next time.
      void ask('thread.markRead', { requestId, messageIds, mailIds }).catch(() => undefined);
    };
    const observer = new IntersectionObserver(look);
    for (const id of unread.split(' ')) {
      const element = list.current?.querySelector(`[data-entry="${id}"]`);
      if (element) observer.observe(element);
    }
    return () => observer.disconnect();
  }, [requestId, unread]);
  return { list, seen };
};

/** The entries of a thread, the newest first. */
const Entries = ({ request, state, turnId }: ThreadProps) => {
  const [limit, setLimit] = useState<number>(sizes.first);
  const thread = useThread(request.id, turnId, limit);
  const entries = thread.data?.entries ?? [];
  const { list, seen } = useReadWhenSeen(request.id, entries);
  if (thread.isError) return <LoadFailed error={thread.error} retry={() => void thread.refetch()} />;
  if (!thread.data) return <Waiting rows={3} />;
  const proposed = entries.find(({ mail }) => mail?.proposal);
  const older = thread.data.total - entries.length;
  return (
    <>
      <ul role="list" ref={list}>
        {entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            isNew={entry.isUnread || seen.has(entry.id)}
            request={request}
            state={state}
            hasKey={entry === proposed}
          />
        ))}
      </ul>
      {older > 0 && <ShowOlder count={older} press={() => setLimit(limit + sizes.more)} />}
    </>
  );
};

/**
 * What was said with a partner in its turn, or what belongs to no partner, the newest first.
 * @param isOpen whether it is shown at first: otherwise staff open it
 */
export const Thread = ({
  counts: { count, unread },
  isOpen,
  ...of
}: ThreadProps & { readonly counts: ThreadCounts; readonly isOpen: boolean }) => {
  const [open, setOpen] = useState(isOpen);
  if (count === 0) return null;
  if (isOpen) return <Entries {...of} />;
  return (
    <details className={classes['letter']} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        {t('{count, plural, one {# message} other {# messages}}', { count })}
        {unread > 0 && <strong>{t(', {unread} new', { unread })}</strong>}
      </summary>
      {open && <Entries {...of} />}
    </details>
  );
};
