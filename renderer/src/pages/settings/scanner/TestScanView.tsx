import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import IconCircleCheck from '@tabler/icons-react/icons/IconCircleCheck';
import IconKeyboard from '@tabler/icons-react/icons/IconKeyboard';
import {
  seenPieces,
  slowLength,
  whyTyping,
  type ScanEnd,
  type ScanPace,
  type TestScan,
  type WhyTyping,
} from '../../../../../shared/domain/scan-pace.ts';
import { t } from '../../../../../shared/words/words.ts';
import { codeRefusalMessage, readCode, type Affixes } from '../../../../../shared/domain/codes.ts';
import classes from './TestScanView.module.css';

const ends = {
  enter: t('scanner.enter'),
  tab: t('scanner.tab'),
  'ctrl-j': t('scanner.ctrlJ'),
  'ctrl-m': t('scanner.ctrlM'),
  line: t('scanner.crLfOrBoth'),
  etx: t('scanner.etx'),
  pause: t('scanner.aPause'),
} as const satisfies Record<ScanEnd, string>;

/** What ended it. */
export const endWords = (end: TestScan['end']): string =>
  end === null ? t('scanner.nothingCameAfterIt') : ends[end];

/** How fast it came. */
export const paceWords = ({ source, pace }: TestScan): string => {
  if (source === 'line') return t('scanner.fromTheLineWhichNobodyTypesOn');
  return pace === null
    ? t('scanner.oneKeyHasNoPace')
    : t('scanner.msACharacterLongestGap', { meanMs: pace.meanMs, gapMs: pace.gapMs });
};

const whyWords: Readonly<Record<WhyTyping, (scan: TestScan, pace: ScanPace) => string>> = {
  'no-end': () => t('scanner.typingBecauseNothingEndedIt'),
  blank: () => t('scanner.typingBecauseItWasBlank'),
  short: () => t('scanner.typingBecauseItWasShort', { slowLength }),
  gap: (scan, { gapMs }) => t('scanner.typingBecauseOfAGap', { seenMs: scan.pace?.gapMs ?? 0, gapMs }),
  mean: (scan, { meanMs }) => t('scanner.typingBecauseOfItsPace', { seenMs: scan.pace?.meanMs ?? 0, meanMs }),
};

/** Whether it was taken for a scan, and why not. */
export const takenWords = (scan: TestScan, pace: ScanPace): string => {
  if (scan.source === 'line')
    return scan.taken ? t('scanner.takenAsAScan') : t('scanner.onlyAPartCameAndThenNothing');
  const why = whyTyping(scan, pace);
  return why === null ? t('scanner.takenAsAScan') : whyWords[why](scan, pace);
};

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
export const TestScanView = ({
  scan,
  affixes,
  pace,
}: {
  readonly scan: TestScan;
  readonly affixes: Affixes;
  readonly pace: ScanPace;
}) => {
  const read = readCode(scan.text, scan.taken ? affixes : undefined);
  const Icon = scan.taken ? IconCircleCheck : IconKeyboard;
  return (
    <div role="status" className={classes['scan']}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon className={classes['icon'] ?? ''} size={20} aria-hidden />
        <Text fw={600}>{takenWords(scan, pace)}</Text>
      </Group>
      <dl className={classes['facts']}>
        <Fact label={t('scanner.whatCame')}>
          <Seen text={scan.text} />
        </Fact>
        <Fact label={t('scanner.endedBy')}>{endWords(scan.end)}</Fact>
        <Fact label={t('scanner.theCode')}>
          {read.ok ? <bdi className={classes['seen']}>{read.code}</bdi> : codeRefusalMessage(read.why)}
        </Fact>
        {read.ok && read.symbology !== null && (
          <Fact label={t('scanner.kindOfBarcode')}>
            <bdi className={classes['seen']}>{read.symbology}</bdi>
          </Fact>
        )}
        <Fact label={t('scanner.pace')}>{paceWords(scan)}</Fact>
      </dl>
    </div>
  );
};
