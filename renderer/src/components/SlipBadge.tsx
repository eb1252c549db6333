import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import { StateBadge } from './StateBadge.tsx';

/** Whether a printed slip went into a file instead of onto paper: the main process says so in its note. */
export const isSavedAsFile = (note: string): boolean => note.startsWith('saved as');

const states = {
  queued: { word: 'Waiting for the printer', look: { tone: 'send', Icon: IconPrinter } },
  printing: { word: 'Printing', look: { tone: 'send', Icon: IconPrinter } },
  printed: { word: 'Printed', look: { tone: 'go', Icon: IconCheck } },
  failed: { word: 'Did not print', look: { tone: 'stop', Icon: IconAlertTriangle } },
} as const;

/** The state of a slip as icon, colour and word. */
export const SlipBadge = ({ state, note }: Pick<PrintJobView, 'state' | 'note'>) => {
  const { word, look } = states[state];
  const isFile = state === 'printed' && isSavedAsFile(note);
  return <StateBadge look={look} word={isFile ? 'Saved as PDF' : word} />;
};
