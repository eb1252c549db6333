import { Button, Group, Text } from '@mantine/core';
import type { ClipboardEvent, ReactNode } from 'react';
import { shownKeys } from '../../components/keys.ts';
import scanPage from '../../components/ScanPage.module.css';
import { confirmKeys, useConfirmKey } from '../../components/use-confirm-key.ts';
import { CodeBox } from '../CodeBox.tsx';
import { Nothing } from '../LoadStates.tsx';
import { RunProgress } from '../runs/RunProgress.tsx';
import { DoneLines } from './DoneLines.tsx';
import { LineView } from './LineView.tsx';
import { isReady } from './list.steps.ts';
import type { Line } from './list.types.ts';
import type { PersistentList } from './use-list.ts';
import { useList } from './use-list.ts';
import { t } from '../../../../shared/words/words.ts';

/** The texts and renderers of a list. */
export type ListLook<Scan, Look> = {
  /** The label of the box; it may depend on the expected code. */
  readonly label: (lines: readonly Line<Scan, Look>[]) => string;
  /** `Return 3 items` */
  readonly confirm: (ready: number) => string;
  /** `Returning` */
  readonly doing: string;
  /** What the progress bar counts: `Items returned` */
  readonly counted: string;
  /** The name of the list of pending items: `To return` */
  readonly toDo: string;
  /** The heading of the last run's results: `Returned` */
  readonly done: string;
  /** `Not returned.` */
  readonly not: string;
  readonly empty: ReactNode;
  /** The scanned item, as staff know it. */
  readonly item: (line: Line<Scan, Look>) => ReactNode;
  /** Why the list does not accept a line that was not refused; null if it does. */
  readonly why?: (line: Line<Scan, Look>) => { readonly word: string; readonly text: string } | null;
  /** The next action for a line that the list does not accept; null if there is none. */
  readonly wayOn?: (line: Line<Scan, Look>) => ReactNode;
  /** The text in the box for correcting a line. */
  readonly typed: (scan: Scan) => string;
};

type Props<Scan, Look> = { readonly list: PersistentList<Scan, Look>; readonly look: ListLook<Scan, Look> };

const Box = <Scan, Look>({ list, look }: Props<Scan, Look>) => {
  const turn = useList(list, (context) => context.turn);
  const label = useList(list, ({ lines }) => look.label(lines));
  const enter = (code: string): void => list.store().send({ type: 'scanned', code, partial: false });
  // A single-line input would join the pasted lines.
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text');
    if (!/[\n\t]/.test(text.trim())) return;
    event.preventDefault();
    enter(text);
  };
  return (
    <CodeBox
      secondary
      label={label}
      button={t('Add')}
      turn={turn}
      turnOf={() => ({ text: list.store().getSnapshot().context.correcting, focus: true })}
      enter={enter}
      paste={paste}
    />
  );
};

const Confirm = <Scan, Look>({ list, look }: Props<Scan, Look>) => {
  const { job, store } = list;
  const run = useList(list, (context) => context.run);
  const undoing = useList(list, (context) => context.undoing);
  const isStopping = useList(list, (context) => context.stopping);
  const ready = useList(list, ({ lines }) => lines.filter((line) => isReady(job, line)).length);
  const stop = (): void => store().send({ type: 'run.stopped' });
  if (run) return <RunProgress run={run} words={look.doing} label={look.counted} {...{ isStopping, stop }} />;
  if (undoing)
    return (
      <RunProgress run={undoing} words={t('Undoing')} label={t('Steps undone')} {...{ isStopping, stop }} />
    );
  if (ready === 0) return null;
  return (
    <Group>
      <Button aria-keyshortcuts={confirmKeys.aria} onClick={() => store().send({ type: 'run.confirmed' })}>
        {look.confirm(ready)} ({shownKeys(confirmKeys.shown)})
      </Button>
    </Group>
  );
};

/**
 * Collects scans in a list, and processes all of them with one key.
 * @param children further content of the page
 */
export const ScanList = <Scan, Look>({
  list,
  look,
  children,
}: Props<Scan, Look> & { readonly children: ReactNode }) => {
  const lines = useList(list, (context) => context.lines);
  const done = useList(list, (context) => context.done);
  const notice = useList(list, (context) => context.notice);
  useConfirmKey(() => list.store().send({ type: 'run.confirmed' }));
  // No wrapper element: the style sheet of the page must see which live regions are empty.
  return (
    <>
      <Box list={list} look={look} />
      <Text role="status" fw={700} className={scanPage['notification'] ?? ''}>
        {notice}
      </Text>
      <Confirm list={list} look={look} />
      {children}
      {lines.length === 0 && done.length === 0 && <Nothing>{look.empty}</Nothing>}
      {lines.length > 0 && (
        <ul role="list" aria-label={look.toDo}>
          {lines.toReversed().map((line) => (
            <LineView key={line.id} list={list} look={look} line={line} />
          ))}
        </ul>
      )}
      {done.length > 0 && <DoneLines list={list} title={look.done} />}
    </>
  );
};
