import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import type { SlipState } from '../../../../shared/ipc/views.ts';
import { useReceivingSelector } from '../receiving/receiving-actor.ts';
import { isSavedAsFile } from '../../components/SlipBadge.tsx';
import classes from './SlipWords.module.css';

const wordsOf = ({ state, note }: SlipState): string =>
  state === 'printed' && isSavedAsFile(note) ? 'slip saved as PDF' : words[state];

const words = {
  queued: 'slip is printing',
  printing: 'slip is printing',
  printed: 'slip printed',
  failed: 'slip did not print',
} as const;

const icons = {
  queued: IconPrinter,
  printing: IconPrinter,
  printed: IconCheck,
  failed: IconAlertTriangle,
} as const;

/** The newest state of a slip: the printer may be further than the answer that named the slip. */
export const useSlip = (slip: SlipState | null): SlipState | null => {
  const newest = useReceivingSelector(({ context }) => (slip ? context.slips[slip.jobId] : undefined));
  return newest ?? slip;
};

/** How far a slip has come, as icon and words. */
export const SlipWords = ({ slip }: { readonly slip: SlipState | null }) => {
  const newest = useSlip(slip);
  if (!newest) return <span>no slip</span>;
  const Icon = icons[newest.state];
  return (
    <span className={classes['slip']} data-state={newest.state} title={newest.note}>
      <Icon size="1.1em" aria-hidden /> {wordsOf(newest)}
    </span>
  );
};
