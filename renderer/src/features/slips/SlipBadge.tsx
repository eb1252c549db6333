import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { isSavedAsFile } from '../../components/SlipWords.tsx';
import classes from './SlipBadge.module.css';

const states = {
  queued: { word: 'Waiting for the printer', Icon: IconPrinter },
  printing: { word: 'Printing', Icon: IconPrinter },
  printed: { word: 'Printed', Icon: IconCheck },
  failed: { word: 'Did not print', Icon: IconAlertTriangle },
} as const;

/** The state of a slip as icon, colour and word. */
export const SlipBadge = ({ state, note }: Pick<PrintJobView, 'state' | 'note'>) => {
  const { word, Icon } = states[state];
  const isFile = state === 'printed' && isSavedAsFile(note);
  return (
    <span className={classes['badge']} data-state={state}>
      <Icon size={16} aria-hidden /> {isFile ? 'Saved as PDF' : word}
    </span>
  );
};
