import { t } from '../../../../shared/words/words.ts';
import { alarmOf } from '../../machines/alarm.ts';
import { asksOfLoan } from '../../machines/scan-page.steps.ts';
import type { Turn } from '../../scanner/scan-box.ts';
import { CodeBox } from '../CodeBox.tsx';
import { useScanPage, useScanPageSelector } from './scan-page-actor.ts';

/** The scan box of a scan page, with its OK button. After a STOP the code stays in the box, selected. */
export const ScanPageBox = ({
  label,
  typed = () => undefined,
}: {
  readonly label: string;
  /** Called with the text of the box after each key. */
  readonly typed?: (text: string) => void;
}) => {
  const page = useScanPage();
  const turn = useScanPageSelector(({ context }) => context.turn);
  const turnOf = (): Turn => {
    const { context } = page.getSnapshot();
    const { feedback, subject } = context;
    if (subject?.kind === 'choices') return { text: subject.code, focus: false };
    const refused =
      feedback?.kind === 'refused' && feedback.during !== 'undo' && alarmOf(feedback.refusal) === 'stop';
    return {
      text: refused ? feedback.code : '',
      focus: subject?.kind !== 'return' && !asksOfLoan({ context }),
    };
  };
  const enter = (code: string): void => {
    const { pending, subject } = page.getSnapshot().context;
    // A second Enter while the first is being processed means the same.
    if (pending !== null && pending.call !== 'undo' && pending.code === code) return;
    // So does one that arrives while the window about it is opening.
    if (subject?.kind === 'return' && subject.look.code === code.trim()) return;
    page.send({ type: 'scanned', code });
  };
  return <CodeBox label={label} button={t('OK')} turn={turn} turnOf={turnOf} enter={enter} typed={typed} />;
};
