import { Group, Text } from '@mantine/core';
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconKeyboard from '@tabler/icons-react/icons/IconKeyboard';
import type { ReactNode } from 'react';
import { codeRefusalMessage, readCode, type Affixes } from '../../../../../shared/domain/codes.ts';
import { seenPieces, type ScanPace, type ScanTrial } from '../../../../../shared/domain/scan-pace.ts';
import { t } from '../../../../../shared/words/words.ts';
import classes from './TrialView.module.css';
import { endWords, paceWords, takenWords } from './trial-words.ts';

/** So much of what came is shown; nobody reads more. */
const shownLength = 300;

const Seen = ({ text }: { readonly text: string }) => (
  <bdi className={classes['seen']}>
    {seenPieces(text.slice(0, shownLength)).map((piece, index) =>
      piece.isControl ? <kbd key={index}>{piece.text}</kbd> : <span key={index}>{piece.text}</span>,
    )}
    {text.length > shownLength && t('scanner.andMore', { count: text.length - shownLength })}
  </bdi>
);

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);

/** What came in a test of the scanner, and what the program made of it. */
export const TrialView = ({
  trial,
  affixes,
  pace,
}: {
  readonly trial: ScanTrial;
  readonly affixes: Affixes;
  readonly pace: ScanPace;
}) => {
  const read = readCode(trial.text, trial.taken ? affixes : undefined);
  const Icon = trial.taken ? IconCircleCheck : IconKeyboard;
  return (
    <div role="status" className={classes['trial']}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon className={classes['icon'] ?? ''} size={20} aria-hidden />
        <Text fw={600}>{takenWords(trial, pace)}</Text>
      </Group>
      <dl className={classes['facts']}>
        <Fact label={t('scanner.whatCame')}>
          <Seen text={trial.text} />
        </Fact>
        <Fact label={t('scanner.endedBy')}>{endWords(trial.end)}</Fact>
        <Fact label={t('scanner.theCode')}>
          {read.ok ? <bdi className={classes['seen']}>{read.code}</bdi> : codeRefusalMessage(read.why)}
        </Fact>
        {read.ok && read.symbology !== null && (
          <Fact label={t('scanner.kindOfBarcode')}>
            <bdi className={classes['seen']}>{read.symbology}</bdi>
          </Fact>
        )}
        <Fact label={t('scanner.pace')}>{paceWords(trial)}</Fact>
      </dl>
    </div>
  );
};
