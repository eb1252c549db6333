import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconCheck from '@tabler/icons-react/icons/IconCheck';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { type PrintJobState, printJobStates, savedAs } from '../../../shared/domain/slips/printing.ts';
import type { PrintJobView } from '../../../shared/ipc/views.ts';
import { StateBadge, StateWord } from './StateBadge.tsx';
import { t } from '../../../shared/words/words.ts';

/** Whether a printed slip was saved to a file instead of printed on paper, according to its note from the main process. */
export const isSavedAsFile = (note: string): boolean => note.startsWith(savedAs);

/** The label of the button beside a slip. */
export const printAgainWords = (state: PrintJobState): string =>
  state === 'failed' ? t('Print again') : state === 'held' ? t('Print now') : t('Reprint');

const looks = {
  held: { tone: 'send', Icon: IconPrinter },
  queued: { tone: 'send', Icon: IconPrinter },
  printing: { tone: 'send', Icon: IconPrinter },
  printed: { tone: 'go', Icon: IconCheck },
  failed: { tone: 'stop', Icon: IconAlertTriangle },
} as const satisfies Readonly<Record<PrintJobState, unknown>>;

const asFile = t('Saved as PDF');

/** All labels of slip states. */
export const slipStateWords: readonly string[] = [
  ...Object.values(printJobStates).map(({ label }) => label),
  asFile,
];

type SlipState = Pick<PrintJobView, 'state' | 'note'>;

const wordOf = ({ state, note }: SlipState): string =>
  state === 'printed' && isSavedAsFile(note) ? asFile : printJobStates[state].label;

/** The state of a slip as icon, colour and word. */
export const SlipBadge = (slip: SlipState) => <StateBadge look={looks[slip.state]} word={wordOf(slip)} />;

/** The same in a list. */
export const SlipStateWord = (slip: SlipState) => (
  <StateWord tone={looks[slip.state].tone} word={wordOf(slip)} />
);
