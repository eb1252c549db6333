import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import IconClock from '@tabler/icons-react/icons/IconClock';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import IconRefresh from '@tabler/icons-react/icons/IconRefresh';
import IconSend from '@tabler/icons-react/icons/IconSend';
import IconUserCheck from '@tabler/icons-react/icons/IconUserCheck';
import { Text } from '@mantine/core';
import { messageStates } from '../../../../shared/domain/messages.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import { Moment } from '../../components/Dates.tsx';
import classes from './LetterState.module.css';

const icons = {
  waiting: IconClock,
  sending: IconSend,
  failed: IconRefresh,
  'needs-person': IconAlertTriangle,
  sent: IconCheck,
  printed: IconPrinter,
  'by-hand': IconUserCheck,
} as const;

/** How far a letter has come, as icon, colour and word, with the reason and the time of the next try. */
export const LetterState = ({ row }: { readonly row: LetterRow }) => {
  const Icon = icons[row.state];
  return (
    <>
      <span className={classes['badge']} data-state={row.state}>
        <Icon size={16} aria-hidden /> {messageStates[row.state].label}
      </span>
      {row.corrected && <Text size="sm">A correction followed: its step was undone.</Text>}
      {row.note !== '' && (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {row.note}
        </Text>
      )}
      {row.nextAt && (
        <Text size="sm" c="dimmed">
          Tried again <Moment at={row.nextAt} />
        </Text>
      )}
    </>
  );
};
