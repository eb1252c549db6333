import { Group, Stack } from '@mantine/core';
import { LetterState } from '../../renderer/src/pages/letters/letter-tables.tsx';
import { SlipBadge } from '../../renderer/src/components/SlipBadge.tsx';
import { StatusBadge } from '../../renderer/src/components/StatusBadge.tsx';
import type { RequestId } from '../../shared/domain/ids.ts';
import { messageStates } from '../../shared/domain/letters/all-letters.ts';
import { requestStatusCodes } from '../../shared/domain/request-status.ts';
import type { LetterRow } from '../../shared/ipc/calls/letters.ts';
import { printJobState } from '../../shared/ipc/views.ts';

const at = '2026-11-25T15:42:00.000Z' as LetterRow['createdAt'];

const letter = (state: LetterRow['state']): LetterRow => ({
  id: 1 as LetterRow['id'],
  recipient: 'partner',
  kind: 'received',
  state,
  note: state === 'failed' ? 'The mail server did not answer.' : '',
  nextAt: state === 'failed' ? at : null,
  createdAt: at,
  updatedAt: at,
  corrected: state === 'outdated',
  requestId: 1 as RequestId,
  externalId: '01MAIN0000101',
  title: 'The Sea Around Us',
  libraryId: null,
  libraryName: '',
  readerName: 'North University Library',
  readerPhone: '',
  readerEmail: '',
  way: 'mail',
  follows: false,
});

/** All statuses of requests, slips and letters. */
export const Badges = () => (
  <Stack>
    <Group>
      {requestStatusCodes.map((status) => (
        <StatusBadge key={status} status={status} />
      ))}
      <StatusBadge status="UNKNOWN_TO_US" />
    </Group>
    <Group>
      {printJobState.options.map((state) => (
        <SlipBadge key={state} state={state} note="" />
      ))}
      <SlipBadge state="printed" note="saved as slip.pdf" />
    </Group>
    <Group align="flex-start">
      {(Object.keys(messageStates) as LetterRow['state'][]).map((state) => (
        <div key={state}>
          <LetterState row={letter(state)} />
        </div>
      ))}
    </Group>
  </Stack>
);
