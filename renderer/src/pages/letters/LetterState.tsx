import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import IconClock from '@tabler/icons-react/icons/IconClock';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import IconMailOff from '@tabler/icons-react/icons/IconMailOff';
import IconRefresh from '@tabler/icons-react/icons/IconRefresh';
import IconSend from '@tabler/icons-react/icons/IconSend';
import IconUserCheck from '@tabler/icons-react/icons/IconUserCheck';
import { Text } from '@mantine/core';
import { messageStates } from '../../../../shared/domain/letters/all-letters.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import { Moment } from '../../components/Dates.tsx';
import { type StateLook, StateBadge } from '../../components/StateBadge.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

const looks = {
  waiting: { tone: 'send', Icon: IconClock },
  sending: { tone: 'send', Icon: IconSend },
  failed: { tone: 'look', Icon: IconRefresh },
  'needs-person': { tone: 'stop', Icon: IconAlertTriangle },
  sent: { tone: 'go', Icon: IconCheck },
  printed: { tone: 'go', Icon: IconPrinter },
  'by-hand': { tone: 'go', Icon: IconUserCheck },
  outdated: { tone: 'look', Icon: IconMailOff },
} as const satisfies Record<LetterRow['state'], StateLook>;

/** How far a letter has come, as icon, colour and word. */
export const LetterBadge = ({ row }: { readonly row: LetterRow }) => (
  <StateBadge look={looks[row.state]} word={messageStates[row.state].label} />
);

/** The same with the reason and the time of the next try beside it. */
export const LetterState = ({ row }: { readonly row: LetterRow }) => (
  <>
    <LetterBadge row={row} />
    {row.corrected && <Text size="sm">{t('letters.aCorrectionFollowedItsStepWas')}</Text>}
    {row.note !== '' && (
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {row.note}
      </Text>
    )}
    {row.nextAt && (
      <Text size="sm" c="dimmed">
        {tx('letters.triedAgain', { nextAt: <Moment at={row.nextAt} /> })}
      </Text>
    )}
  </>
);
