import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import type { SlipState } from '../../../shared/ipc/views.ts';
import { useReceivingSelector } from './receiving/receiving-actor.ts';
import { isSavedAsFile } from '../components/SlipBadge.tsx';
import classes from './SlipWords.module.css';
import { t } from '../../../shared/words/words.ts';
import { slipNoteWords } from '../../../shared/domain/slips/printing.ts';

const wordsOf = ({ state, note }: SlipState): string =>
  state === 'printed' && isSavedAsFile(note) ? t('slip saved as PDF') : words[state];

const words = {
  held: t('slip waits for its parcel'),
  queued: t('slip is printing'),
  printing: t('slip is printing'),
  printed: t('slip printed'),
  failed: t('slip did not print'),
} as const;

const icons = {
  held: IconPrinter,
  queued: IconPrinter,
  printing: IconPrinter,
  printed: IconCheck,
  failed: IconAlertTriangle,
} as const;

/** Why a slip did not print, as a sentence. */
export const notPrintedWords = (
  { note }: Pick<SlipState, 'note'>,
  of: 'return' | 'other' = 'other',
): string =>
  t('{of, select, return {The return slip} other {The slip}} did not print: {note}', {
    of,
    note: note || t('the printer gave no reason.'),
  });

/** The newest state of a slip: the printer may have progressed since the answer that named it. */
export const useSlip = (slip: SlipState | null): SlipState | null => {
  const newest = useReceivingSelector(({ context }) => (slip ? context.slips[slip.jobId] : undefined));
  return newest ?? slip;
};

/** The state of a slip, as icon and words. */
export const SlipWords = ({ slip }: { readonly slip: SlipState | null }) => {
  const newest = useSlip(slip);
  if (!newest) return <span>{t('no slip')}</span>;
  const Icon = icons[newest.state];
  return (
    <span className={classes['slip']} data-state={newest.state} title={slipNoteWords(newest.note)}>
      <Icon size="1.1em" aria-hidden /> {wordsOf(newest)}
    </span>
  );
};
