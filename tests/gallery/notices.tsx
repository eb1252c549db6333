import { Stack } from '@mantine/core';
import { BackupNotice } from '../../renderer/src/components/BackupLate.tsx';
import { CallInDoubt } from '../../renderer/src/components/CallInDoubt.tsx';
import { NoticeDetail, NoticeWords } from '../../renderer/src/components/NoticeWords.tsx';
import { CodesWaiting } from '../../renderer/src/scanner/CodesWaiting.tsx';
import { LoadFailed, Nothing } from '../../renderer/src/steps/LoadStates.tsx';
import type { SlipNotice } from '../../renderer/src/machines/slips.ts';
import { SlipInDoubt, SlipSaid } from '../../renderer/src/steps/StepNotifications.tsx';
import { UndoneNotice } from '../../renderer/src/components/UndoneNotice.tsx';
import { signIcons, WhereTo, whereToWords, type Sign } from '../../renderer/src/components/WhereTo.tsx';
import { printJobState, whereTo, type SlipState, type Undone } from '../../shared/ipc/views.ts';

const nothing = (): void => undefined;

const slipNotices: readonly SlipNotice[] = [
  ...printJobState.options.map((state, n): SlipNotice => ({
    kind: 'queued',
    of: 'other',
    externalId: '01MAIN0000101',
    slip: { jobId: (n + 1) as SlipState['jobId'], state, note: state === 'failed' ? 'Out of paper.' : '' },
  })),
  { kind: 'refused', text: 'This slip could not be read. Print a new one from its request.' },
];

const undone: Undone = {
  opId: '' as Undone['opId'],
  undoes: '' as Undone['undoes'],
  requestId: null,
  externalId: '01MAIN0000101',
  title: 'The Sea Around Us',
  headline: 'Volume 2 is not received any more. The request is shipped.',
  slipsOnPaper: 1,
  redoRefusal: null,
};

const waiting = { release: nothing, discard: nothing, dismiss: nothing };

/** The messages of pages: destinations, refusals, slip states, missing input. */
export const Notices = () => (
  <Stack>
    {whereTo.shape.kind.options.map((kind) => (
      <WhereTo key={kind} {...whereToWords({ kind, name: 'Hilltop Branch' }, 'Reader, Alexandra')} />
    ))}
    {(Object.keys(signIcons) as Sign[]).map((sign) => (
      <WhereTo key={sign} small sign={sign} word={sign.toUpperCase()} name="The Sea Around Us" />
    ))}
    <WhereTo
      card
      ahead
      {...whereToWords({ kind: 'hold-shelf', name: 'Main Circulation Desk' }, 'Reader, Alexandra')}
    />
    <UndoneNotice answer={undone} />
    {(Object.keys(signIcons) as Sign[]).map((sign) => (
      <NoticeWords key={sign} sign={sign} title={sign}>
        <NoticeDetail>01MAIN0000101 · The Sea Around Us</NoticeDetail>
      </NoticeWords>
    ))}
    <CallInDoubt
      why="The program didn’t answer."
      nothingStored={false}
      doubt="It may or may not have been done."
      again={nothing}
      otherwise={{ label: 'Leave as is', take: nothing }}
    />
    <CodesWaiting {...waiting} count={2} paused={false} lost={[]} />
    <CodesWaiting {...waiting} count={2} paused lost={[]} />
    <CodesWaiting
      {...waiting}
      count={0}
      paused={false}
      lost={[
        { code: 'N-31234', why: 'partial' },
        { code: 'N-31235', why: 'no-room' },
      ]}
    />
    {slipNotices.map((notice, n) => (
      <SlipSaid key={n} notice={notice} shownAbove={null} />
    ))}
    <SlipInDoubt runner={{ send: nothing }} />
    <BackupNotice backups={{ state: 'late', since: null, words: 'The disk is full. Free up space.' }} />
    <LoadFailed error={new Error('no answer')} retry={nothing} />
    <Nothing>No requests yet. What comes in stands here.</Nothing>
  </Stack>
);
