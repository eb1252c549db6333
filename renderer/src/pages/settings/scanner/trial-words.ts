import {
  slowLength,
  whyTyping,
  type ScanEnd,
  type ScanPace,
  type ScanTrial,
  type WhyTyping,
} from '../../../../../shared/domain/scan-pace.ts';
import { t } from '../../../../../shared/words/words.ts';

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
export const endWords = (end: ScanTrial['end']): string =>
  end === null ? t('scanner.nothingCameAfterIt') : ends[end];

/** How fast it came. */
export const paceWords = ({ source, pace }: ScanTrial): string => {
  if (source === 'line') return t('scanner.fromTheLineWhichNobodyTypesOn');
  return pace === null
    ? t('scanner.oneKeyHasNoPace')
    : t('scanner.msACharacterLongestGap', { meanMs: pace.meanMs, gapMs: pace.gapMs });
};

const whyWords: Readonly<Record<WhyTyping, (trial: ScanTrial, pace: ScanPace) => string>> = {
  'no-end': () => t('scanner.typingBecauseNothingEndedIt'),
  blank: () => t('scanner.typingBecauseItWasBlank'),
  short: () => t('scanner.typingBecauseItWasShort', { slowLength }),
  gap: (trial, { gapMs }) => t('scanner.typingBecauseOfAGap', { seenMs: trial.pace?.gapMs ?? 0, gapMs }),
  mean: (trial, { meanMs }) =>
    t('scanner.typingBecauseOfItsPace', { seenMs: trial.pace?.meanMs ?? 0, meanMs }),
};

/** Whether it was taken for a scan, and why not. */
export const takenWords = (trial: ScanTrial, pace: ScanPace): string => {
  if (trial.source === 'line')
    return trial.taken ? t('scanner.takenAsAScan') : t('scanner.onlyAPartCameAndThenNothing');
  const why = whyTyping(trial, pace);
  return why === null ? t('scanner.takenAsAScan') : whyWords[why](trial, pace);
};
